import { Role } from "../../access/roles.js";
import { before, inTerritory, is, isOneOf, since } from "../../graphql/filters.js";
import { descending } from "../../graphql/keyset.js";
import { find, list, listing, one, page, queries, relations } from "../../graphql/relations.js";
import { Officer } from "../agencies/type.js";
import { districts, regions } from "../territories/table.js";
import { District, Region } from "../territories/type.js";
import { dutyRosters, dutyShifts, dutySilences } from "./table.js";
import { DutyRoster, DutyShift, DutySilence } from "./type.js";

export const rosterList = list("dutyRosters", () => DutyRoster, dutyRosters, {
  order: [dutyRosters.name, dutyRosters.id],
  filters: {
    territory: inTerritory(dutyRosters),
    roles: isOneOf(dutyRosters.role, Role, "Of these roles."),
    isControlCentre: is(dutyRosters.isControlCentre, "Of control centres, or the others."),
  },
});

export const shiftList = list("dutyShifts", () => DutyShift, dutyShifts, {
  order: [dutyShifts.isReplaced, dutyShifts.from, dutyShifts.id],
  filters: {
    isReplaced: is(dutyShifts.isReplaced, "Replaced before they began, or not."),
    endsFrom: since(dutyShifts.to, "That end at this time or later."),
    beginsBefore: before(dutyShifts.from, "That begin before this time."),
  },
});

export const silenceList = list("dutySilences", () => DutySilence, dutySilences, {
  order: [descending(dutySilences.since), descending(dutySilences.id)],
});

export const rosterRelations = relations(() => DutyRoster, dutyRosters, {
  region: one(() => Region, dutyRosters.region, {
    to: regions.code,
    description: "Its region, or null for the whole country.",
  }),
  district: one(() => District, dutyRosters.district, {
    to: districts.code,
    description: "Its district, or null when it is that of a region or the country.",
  }),
  setBy: one(() => Officer, dutyRosters.setById, { description: "Who set it last." }),
  shifts: page(() => shiftList, dutyShifts.rosterId, {
    description: "Its shifts from the earliest on, those that were replaced before they began behind all others.",
  }),
  silences: page(() => silenceList, dutySilences.rosterId, {
    description: "When nobody of the control room listened to alerts, the latest first.",
  }),
});

export const silenceRelations = relations(() => DutySilence, dutySilences, {
  roster: one(() => DutyRoster, dutySilences.rosterId, {
    always: true,
    description: "The roster of the control room.",
  }),
});

export const shiftRelations = relations(() => DutyShift, dutyShifts, {
  roster: one(() => DutyRoster, dutyShifts.rosterId, { always: true, description: "The roster that it belongs to." }),
  officer: one(() => Officer, dutyShifts.officerId, { always: true, description: "Who is on duty." }),
  substituteFor: one(() => Officer, dutyShifts.substituteForId, {
    description: "For whom the officer stands in, or null.",
  }),
  takenOverFrom: one(() => Officer, dutyShifts.takenOverFromId, {
    description: "Who handed it over to the officer, or null.",
  }),
  handedOverTo: one(() => Officer, dutyShifts.handedOverToId, {
    description: "To whom the officer handed it over, or null.",
  }),
});

export const rosterQueries = queries({
  dutyRoster: find(() => DutyRoster, dutyRosters.id, { description: "One duty roster." }),
  dutyRosters: listing(() => rosterList, { description: "Duty rosters, by name." }),
});
