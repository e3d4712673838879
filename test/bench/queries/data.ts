import { idOf } from "../support/data.ts";

const KINDS = ["AKIMAT", "SCHOOL", "JUVENILE_POLICE", "SOCIAL_SERVICE", "GUARDIANSHIP", "HEALTH"];
const GROUPS = 20;
const MEETINGS = 6;

const kinds = `unnest(array['${KINDS.join("','")}']) with ordinality k(kind, place)`;
const groups = `generate_series(1, ${GROUPS}) g`;
const body = idOf("body", "d.kato || k.kind");
const member = idOf("member", "d.kato || k.kind || g");
const group = idOf("group", "d.kato || '-' || g");

/**
 * What the board shows besides alerts and incidents, for a database that `dataOf` has filled: agencies with people,
 * working groups of which every fourth misses an agency, and meetings of which every third was never recorded.
 */
export const GROUPS_OF_DISTRICTS = [
  `insert into agencies (id, kind, kato, name_ru) select ${body}, k.kind, kato, k.kind || ' ' || kato from districts d, ${kinds}`,
  `insert into officers (id, agency_id, name, duty_phone)
    select ${member}, ${body}, 'Сотрудник ' || g || ' ' || k.kind, '+7 727 ' || (200 + g) from districts d, ${kinds}, ${groups}`,
  `insert into working_groups (id, lead_agency_id, kato, kind, state, name, created_at)
    select ${group}, ${idOf("body", "d.kato || 'AKIMAT'")}, kato, 'STANDING', 'ACTIVE', 'Рабочая группа № ' || g,
      now() - g * interval '1 day'
    from districts d, ${groups}`,
  `insert into memberships (id, working_group_id, officer_id, agency_id, kato, agency_kind, role, from_day)
    select ${idOf("membership", "d.kato || k.kind || g")}, ${group}, ${member}, ${body}, kato, k.kind,
      case place when 1 then 'CHAIR' when 2 then 'SECRETARY' else 'MEMBER' end, '2024-01-01'
    from districts d, ${groups}, ${kinds} where g % 4 <> 0 or place - 1 <> g / 4 % 4`,
  `insert into meetings (id, working_group_id, kato, topic, planned_for, held_at)
    select ${idOf("meeting", "d.kato || '-' || g || '-' || n")}, ${group}, kato, 'Встреча ' || n,
      now() - n * interval '30 day', case when n % 3 = 0 then null else now() - n * interval '30 day' end
    from districts d, ${groups}, generate_series(1, ${MEETINGS}) n`,
];
