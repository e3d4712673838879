const SIGHTINGS = 3;
// Each connection keeps what it has prepared, policies and all, for as long as it lives.
const MOST = 100;
const REMEMBERED = 5_000;
// Longer ones are inserts of many rows: another batch is another text.
const LONGEST = 8_000;

/**
 * Says which statements are worth preparing: a text that comes again and again, not one that a caller's filters make
 * once. Unprepared, one with parameters takes two round trips and is planned each time.
 */
export function createPreparing(most = MOST): (text: string) => boolean {
  const sightings = new Map<string, number>();
  const prepared = new Set<string>();
  return (text) => {
    if (prepared.has(text)) return true;
    if (prepared.size >= most || text.length > LONGEST) return false;
    if (sightings.size >= REMEMBERED) sightings.clear();
    const count = (sightings.get(text) ?? 0) + 1;
    sightings.set(text, count);
    if (count < SIGHTINGS) return false;
    sightings.delete(text);
    prepared.add(text);
    return true;
  };
}
