import { enumeration } from "../../graphql/enums.js";

export const SchoolKind = enumeration("SchoolKind", "What kind of institution a school is.", {
  SECONDARY: { en: "General secondary school", ru: "общеобразовательная школа", kk: "жалпы білім беретін мектеп" },
  GYMNASIUM: { en: "Gymnasium", ru: "гимназия", kk: "гимназия" },
  LYCEUM: { en: "Lyceum", ru: "лицей", kk: "лицей" },
  BOARDING: { en: "Boarding school", ru: "школа-интернат", kk: "мектеп-интернат" },
  SPECIAL: { en: "Special school", ru: "специальная школа", kk: "арнайы мектеп" },
  SMALL: { en: "Small school", ru: "малокомплектная", kk: "шағын жинақты" },
  KINDERGARTEN: { en: "Kindergarten", ru: "детский сад", kk: "балабақша" },
  COLLEGE: { en: "College", ru: "колледж", kk: "колледж" },
  ADDITIONAL: { en: "Additional education", ru: "дополнительное образование", kk: "қосымша білім беру" },
});

export const SchoolOwnership = enumeration("SchoolOwnership", "Who owns a school.", {
  STATE: { en: "State", ru: "государственная", kk: "мемлекеттік" },
  PRIVATE: { en: "Private", ru: "частная", kk: "жекеменшік" },
});

export const BuildingCondition = enumeration("BuildingCondition", "In what state a school's building is.", {
  SOUND: { en: "Sound", ru: "исправное" },
  NEEDS_REPAIR: { en: "Needs repair", ru: "требует ремонта" },
  EMERGENCY: { en: "In a state of emergency", ru: "аварийное" },
});

export const Measure = enumeration("Measure", "What a figure measures.", {
  STATE_SCHOOLS: { en: "State schools", ru: "государственные школы" },
  PRIVATE_SCHOOLS: { en: "Private schools", ru: "частные школы" },
  PUPILS: { en: "Pupils", ru: "ученики" },
  PUPILS_ADDED_YEARLY: { en: "Pupils more each year", ru: "прирост учеников в год" },
  SEATS_PLANNED: { en: "Seats to be added", ru: "планируемые места" },
  SEAT_DEFICIT: { en: "Deficit of school seats", ru: "дефицит ученических мест" },
  CENTRAL_ORGANISATIONS_SHARE: { en: "Share of organisations in central districts", ru: "доля организаций в центре" },
  PRESCHOOLS: { en: "Preschool organisations", ru: "дошкольные организации" },
  PRIVATE_PRESCHOOL_SHARE: { en: "Share of private preschools", ru: "доля частных детских садов" },
  PRESCHOOL_QUEUE: { en: "Children waiting for a preschool place", ru: "очередь в детские сады" },
  PRESCHOOL_COVERAGE: { en: "Preschool coverage", ru: "охват дошкольным образованием" },
  PRIVATE_PRESCHOOLS_OPENED: { en: "Private kindergartens opened", ru: "открыто частных детских садов" },
  PRIVATE_PRESCHOOL_PLACES_OPENED: { en: "Places in private kindergartens opened", ru: "открыто мест в частных садах" },
  PRESCHOOL_NEED: { en: "Preschool places needed", ru: "потребность в местах детских садов" },
  STATE_ORDER_SCHOOLS: { en: "Private schools with a state order", ru: "частные школы с госзаказом" },
  STATE_ORDER_PUPILS: {
    en: "Pupils of the state order in private schools",
    ru: "ученики по госзаказу в частных школах",
  },
  STATE_ORDER_SUM: { en: "Money for the state order", ru: "сумма госзаказа" },
  MEALS_CHILDREN: { en: "Children with free meals and uniforms", ru: "дети на бесплатном питании" },
  MEALS_SUM: { en: "Money for free meals and uniforms", ru: "средства на питание и форму" },
  SEN_CHILDREN: { en: "Children with special educational needs", ru: "дети с особыми образовательными потребностями" },
  SPECIAL_ORGANISATIONS: { en: "Special organisations", ru: "специальные организации" },
  SPECIAL_ORGANISATION_CHILDREN: { en: "Children in special organisations", ru: "дети в специальных организациях" },
  SPECIAL_ORGANISATION_DISABLED: {
    en: "Children with a disability in special organisations",
    ru: "дети с инвалидностью в специальных организациях",
  },
  INCLUSION_CHILDREN: { en: "Children in inclusive education", ru: "дети в инклюзивном образовании" },
  INCLUSIVE_SCHOOLS: { en: "Inclusive schools", ru: "инклюзивные школы" },
  CORRECTION_GROUPS: { en: "Correction groups", ru: "коррекционные группы" },
  CORRECTION_GROUP_CHILDREN: { en: "Children in correction groups", ru: "дети в коррекционных группах" },
  SPECIAL_KINDERGARTEN_PLACES: { en: "Places in a special kindergarten", ru: "места в специальном детском саду" },
  PUPIL_HOUSES: { en: "Houses of pupils", ru: "дома школьников" },
  TEACHERS: { en: "Teachers", ru: "учителя" },
  SCHOOLS_COMMISSIONED: { en: "Schools commissioned", ru: "введено школ" },
  SCHOOLS_PLANNED: { en: "Schools planned", ru: "запланировано школ" },
  MODULAR_CLASSROOMS: { en: "Modular classrooms", ru: "модульные классы" },
  CHILDREN_PER_GUARDIANSHIP_SPECIALIST: {
    en: "Children per guardianship specialist, the norm",
    ru: "детей на одного специалиста опеки (норма)",
  },
  SCHOOLS_MONITORED: { en: "Schools monitored", ru: "проверено школ мониторингом" },
  PARENTS_LIABLE_DAILY: { en: "Parents brought to liability a day", ru: "родителей привлечено за день" },
  PARENTS_NIGHT_DAILY: {
    en: "Parents a day who don't control children at night",
    ru: "родителей в день, не контролирующих детей ночью",
  },
  RESERVE_CANDIDATES: { en: "Candidates in the personnel reserve", ru: "кандидаты кадрового резерва" },
  FORUM_HEADS: { en: "Heads at the forum of directors", ru: "руководители на форуме" },
  NEET_SHARE: { en: "Share of NEET among those of 14 to 24", ru: "доля NEET 14–24 лет" },
});

export const Attribution = enumeration("Attribution", "How far a source says where a figure belongs.", {
  STATED: { en: "Stated", means: "the source names the territory" },
  UNATTRIBUTED: {
    en: "Unattributed",
    means: "the rest of a total that the source gives to no territory below this one",
  },
  UNKNOWN: { en: "Unknown", means: "the source doesn't say which territory it speaks of" },
});
