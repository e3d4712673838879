const districtOf = (kato: string) => Math.trunc(Number(kato) / 100_000);

/** Whether codes lie in one district: a drill doesn't leave its own, so that nobody above is told of it. */
export const isDrillTerritory = ({ from, to }: { from: string; to: string }): boolean =>
  districtOf(from) === districtOf(to);
