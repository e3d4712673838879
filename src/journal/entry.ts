/** A place in the order of the journal. */
export interface Place {
  epoch: number;
  xid: bigint;
  id: bigint;
}

/** An entry as followers get it. */
export interface Entry extends Place {
  tag: string;
  kind: string;
  aggregateId: string;
  version: number;
  kato: number;
  schoolId: string | null;
  severityRank: number | null;
  /** Whether it is of a drill. */
  exercise: boolean;
  at: Date;
}

/** Whether a place comes after another one in the order (epoch, xid, id). */
export const isAfter = (a: Place, b: Place): boolean =>
  a.epoch !== b.epoch ? a.epoch > b.epoch : a.xid !== b.xid ? a.xid > b.xid : a.id > b.id;
