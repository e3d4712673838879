-- Fields that aren't columns, as functions of a row (PostGraphile: "custom fields").
create schema bench_peers;
create type bench_peers.count as (word text, n int);

create function bench_peers.children_incidents(child children) returns setof incidents stable language sql as $$
  select i.* from incidents i
  where not i.exercise and i.id in (select incident_id from incident_participants where child_id = child.id)
  order by i.occurred_at desc, i.id desc
$$;

create function bench_peers.working_groups_missing_agencies(g working_groups) returns text[] stable language sql as $$
  select coalesce(array_agg(r.kind order by r.place), '{}')
  from unnest(array['AKIMAT', 'SCHOOL', 'JUVENILE_POLICE', 'SOCIAL_SERVICE']) with ordinality r(kind, place)
  where g.kind = 'STANDING' and not exists (select from memberships m
    where m.working_group_id = g.id and m.agency_kind = r.kind and m.from_day <= (now() at time zone 'Asia/Almaty')::date
      and (m.to_day is null or m.to_day >= (now() at time zone 'Asia/Almaty')::date))
$$;

create function bench_peers.districts_open_alerts(d districts) returns int stable language sql as $$
  select count(*)::int from alerts where district = d.code and open_rank = 0 and not exercise and emergency_id is null
$$;

create function bench_peers.districts_open_incidents(d districts) returns setof bench_peers.count stable language sql as $$
  select severity, count(*)::int from incidents where district = d.code and not exercise
    and state in ('REPORTED', 'CONFIRMED', 'RESPONDING', 'STABILISED', 'UNDER_REVIEW', 'REOPENED')
  group by severity, severity_rank order by severity_rank
$$;

create function bench_peers.districts_children_by_risk(d districts) returns setof bench_peers.count stable language sql as $$
  select risk_level, count(*)::int from children where district = d.code group by risk_level, risk_rank order by risk_rank
$$;

create function bench_peers.districts_seat_deficit(d districts) returns int stable language sql as $$
  select coalesce(
    (select value::int from figures where kato = d.kato and measure = 'SEAT_DEFICIT' and attribution = 'STATED'
      order by as_of desc limit 1),
    (select sum(pupils - design_seats)::int from schools where district = d.code), 0)
$$;

create function bench_peers.districts_groups_incomplete(d districts) returns int stable language sql as $$
  select count(*)::int from working_groups g where district = d.code and kind = 'STANDING' and state <> 'DISSOLVED'
    and bench_peers.working_groups_missing_agencies(g) <> '{}'
$$;

create function bench_peers.districts_meetings_overdue(d districts) returns int stable language sql as $$
  select count(*)::int from meetings where district = d.code and held_at is null and planned_for < now()
$$;
