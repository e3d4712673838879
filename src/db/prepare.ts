const SIGHTINGS = 3;
// Each connection keeps what it has prepared, policies and all, for as long as it lives.
const MOST = 100;
const REMEMBERED = 5_000;
const REMEMBERED_CHARACTERS = 5_000_000;
// No connection lives longer, and what it has prepared ends with it: one that asks for much mustn't leave no room for
// what others ask from then on.
const RENEWED_MS = 3_600_000;
// Longer ones are inserts of many rows: another batch is another text.
const LONGEST = 8_000;

/** How much is prepared: statements, and characters of each and of all. */
export interface Preparing {
  most?: number;
  longest?: number;
  characters?: number;
  /** The clock, in milliseconds. */
  now?: () => number;
}

/**
 * Says which statements are worth preparing: a text that comes again and again, not one that a caller's filters make
 * once. Unprepared, one with parameters takes two round trips and is planned each time.
 */
export function createPreparing({
  most = MOST,
  longest = LONGEST,
  characters = most * longest,
  now = Date.now,
}: Preparing = {}): (text: string) => boolean {
  const isSeenOften = createSightings();
  const prepared = new Set<string>();
  let left = characters;
  let renewed = now();
  function renew() {
    if (now() - renewed < RENEWED_MS) return;
    renewed = now();
    prepared.clear();
    left = characters;
  }
  return (text) => {
    renew();
    if (prepared.has(text)) return true;
    if (prepared.size >= most || text.length > Math.min(longest, left) || !isSeenOften(text)) return false;
    prepared.add(text);
    left -= text.length;
    return true;
  };
}

/** Says which texts were seen often, of so many as are remembered. */
function createSightings() {
  const sightings = new Map<string, number>();
  let characters = 0;
  return (text: string): boolean => {
    // Which costs those that come again a few more sightings.
    if (sightings.size >= REMEMBERED || characters >= REMEMBERED_CHARACTERS) {
      sightings.clear();
      characters = 0;
    }
    const count = (sightings.get(text) ?? 0) + 1;
    sightings.set(text, count);
    if (count === 1) characters += text.length;
    if (count < SIGHTINGS) return false;
    sightings.delete(text);
    characters -= text.length;
    return true;
  };
}
