import { enumeration } from "../../graphql/enums.js";

export const SchoolKind = enumeration("SchoolKind", "What kind of institution a school is.", [
  "SECONDARY",
  "GYMNASIUM",
  "LYCEUM",
  "BOARDING",
  "SPECIAL",
  "SMALL",
  "KINDERGARTEN",
  "COLLEGE",
  "ADDITIONAL",
]);

export const SchoolOwnership = enumeration("SchoolOwnership", "Who owns a school.", ["STATE", "PRIVATE"]);

export const BuildingCondition = enumeration("BuildingCondition", "In what state a school's building is.", [
  "SOUND",
  "NEEDS_REPAIR",
  "EMERGENCY",
]);

export const Measure = enumeration("Measure", "What a figure measures.", [
  "STATE_SCHOOLS",
  "PRIVATE_SCHOOLS",
  "PUPILS",
  "PUPILS_ADDED_YEARLY",
  "SEATS_PLANNED",
  "SEAT_DEFICIT",
  "CENTRAL_ORGANISATIONS_SHARE",
  "PRESCHOOLS",
  "PRIVATE_PRESCHOOL_SHARE",
  "PRESCHOOL_QUEUE",
  "PRESCHOOL_COVERAGE",
  "PRIVATE_PRESCHOOLS_OPENED",
  "PRIVATE_PRESCHOOL_PLACES_OPENED",
  "PRESCHOOL_NEED",
  "STATE_ORDER_SCHOOLS",
  "STATE_ORDER_PUPILS",
  "STATE_ORDER_SUM",
  "MEALS_CHILDREN",
  "MEALS_SUM",
  "SEN_CHILDREN",
  "SPECIAL_ORGANISATIONS",
  "SPECIAL_ORGANISATION_CHILDREN",
  "SPECIAL_ORGANISATION_DISABLED",
  "INCLUSION_CHILDREN",
  "INCLUSIVE_SCHOOLS",
  "CORRECTION_GROUPS",
  "CORRECTION_GROUP_CHILDREN",
  "SPECIAL_KINDERGARTEN_PLACES",
  "PUPIL_HOUSES",
  "TEACHERS",
  "SCHOOLS_COMMISSIONED",
  "SCHOOLS_PLANNED",
  "MODULAR_CLASSROOMS",
  "CHILDREN_PER_GUARDIANSHIP_SPECIALIST",
  "SCHOOLS_MONITORED",
  "PARENTS_LIABLE_DAILY",
  "PARENTS_NIGHT_DAILY",
  "RESERVE_CANDIDATES",
  "FORUM_HEADS",
  "NEET_SHARE",
]);

export const Attribution = enumeration("Attribution", "How far a source says where a figure belongs.", {
  STATED: "the source names the territory",
  UNATTRIBUTED: "the rest of a total that the source gives to no territory below this one",
  UNKNOWN: "the source doesn't say which territory it speaks of",
});
