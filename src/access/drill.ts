/** The first and last code of a territory; numbers in the journal, else text. */
interface Codes {
  from: string | number;
  to: string | number;
}

const districtOf = (kato: string | number) => Math.trunc(Number(kato) / 100_000);

/** Whether codes lie in one district: the widest territory in which one is shown drills. */
export const isDrillTerritory = ({ from, to }: Codes): boolean => districtOf(from) === districtOf(to);

/**
 * Whether what happens at a place is told to who answers for the codes. A drill never leaves its district: nobody above
 * is called by it, as by escalation.
 */
export const isToldOf = ({ exercise, kato }: { exercise: boolean; kato: string | number }, codes: Codes): boolean =>
  !exercise || (isDrillTerritory(codes) && districtOf(codes.from) === districtOf(kato));
