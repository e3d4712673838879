import { fail } from "./errors.js";
import { type Said, say } from "./say.js";

/** What a transition needs besides the state; it gives the reason why the action may not be taken yet. */
export type Guard<Row> = (row: Row) => Said | null;

export interface Transition<State extends string, Row> {
  from: readonly State[];
  /** Without one the state stays as it is. */
  to?: State;
  /** Checked when the action is taken and when `allowedActions` is asked for: it may look at the row only. */
  guard?: Guard<Row>;
}

/** A state machine: the one table from which the server enforces actions and tells which are allowed. */
export interface Machine<State extends string, Action extends string, Row> {
  actions: readonly Action[];
  allowed(row: Row & { state: State }): Action[];
  /** The state after the action; `ILLEGAL_TRANSITION` or `REQUIREMENT_UNMET` when it may not be taken. */
  next(row: Row & { state: State }, action: Action): State;
}

export function machine<State extends string, Action extends string, Row = unknown>(
  name: string,
  table: Record<Action, Transition<State, Row>>,
): Machine<State, Action, Row> {
  const actions = Object.keys(table) as Action[];
  const fits = (row: Row & { state: State }, action: Action) => table[action].from.includes(row.state);
  const unmet = (row: Row, action: Action) => table[action].guard?.(row) ?? null;
  const allowed = (row: Row & { state: State }) =>
    actions.filter((action) => fits(row, action) && unmet(row, action) === null);
  return {
    actions,
    allowed,
    next(row, action) {
      if (!fits(row, action)) throw illegal(name, row.state, action, table[action].from, allowed(row));
      const reason = unmet(row, action);
      if (reason) throw fail("REQUIREMENT_UNMET", ["id"], reason);
      return table[action].to ?? row.state;
    },
  };
}

function illegal(name: string, state: string, action: string, from: readonly string[], allowed: readonly string[]) {
  const message = say`${action} needs the ${name} to be in state ${from.join(" or ")}, but it is ${state}`;
  return fail("ILLEGAL_TRANSITION", ["id"], message, { state, allowed });
}
