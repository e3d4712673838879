-- Roles, grants, FORCE and the journal's partitions. Idempotent: run before and after each migration, on PostgreSQL 15 to 18.
-- Policies are not here: each module's policy.ts makes them, and drizzle-kit migrates them.

-- Roles belong to the cluster: another database may be making them at this moment.
do $$
declare name text;
begin
  foreach name in array array['qorgan_owner', 'qorgan_app', 'qorgan_reader', 'qorgan_worker'] loop
    if not exists (select from pg_roles where rolname = name) then
      begin
        execute format('create role %I nologin noinherit', name);
      exception when duplicate_object or unique_violation then null;
      end;
    end if;
    if not pg_has_role(current_user, name, 'member') then
      execute format('grant %I to current_user', name);
    end if;
  end loop;
end $$;

do $$ begin
  execute format('grant create on database %I to qorgan_owner', current_database());
end $$;

-- A NOINHERIT login that owns the database has no right to its schema before it takes the role that owns it.
do $$
declare owner oid;
begin
  select nspowner into owner from pg_namespace where nspname = 'public';
  if pg_has_role(current_user, owner, 'member') then execute format('set local role %s', owner::regrole); end if;
  grant usage, create on schema public to qorgan_owner;
  grant usage on schema public to qorgan_app, qorgan_reader, qorgan_worker;
end $$;

-- From here on the tables' owner acts: whoever runs this may be a member of it and nothing more.
set role qorgan_owner;

-- The journal's partitions: last month, this one and twelve to come, and one for what no month takes; those whose last
-- day lies thirteen months back go. The server calls it each hour, with the owner's right to maintain.
create or replace function keep_journal_months(moment timestamptz) returns void
language plpgsql set timezone = 'UTC' set client_min_messages = 'warning' as $$
declare
  month date;
  part text;
begin
  if to_regclass('public.journal') is null then return; end if;
  for month in
    select generate_series(date_trunc('month', moment) - interval '1 month', moment + interval '12 months', '1 month')
  loop
    part := 'journal_' || to_char(month, 'YYYY_MM');
    continue when to_regclass('public.' || part) is not null;
    begin
      execute format('create table %I partition of journal for values from (%L) to (%L)',
        part, month, month + interval '1 month');
      execute format('alter table %I enable row level security, force row level security', part);
    exception when check_violation then
      -- journal_rest holds entries of this month already: they stay there, and the server starts all the same.
      raise warning 'journal_rest keeps the entries of %', to_char(month, 'YYYY-MM');
    end;
  end loop;
  create table if not exists journal_rest partition of journal default;
  delete from journal_rest where at < moment - interval '13 months';
  for part in
    select c.relname from pg_inherits join pg_class c on c.oid = inhrelid
    where inhparent = 'public.journal'::regclass and c.relname ~ '^journal_\d{4}_\d\d$'
      and to_date(right(c.relname, 7), 'YYYY_MM') + interval '1 month' <= moment - interval '13 months'
  loop
    execute format('drop table %I', part);
  end loop;
end $$;
revoke execute on function keep_journal_months from public;
select keep_journal_months(now());

-- Every table is under forced policies; one without a policy shows nothing to anybody.
do $$
declare t record;
begin
  for t in
    select c.oid::regclass as name, c.relrowsecurity and c.relforcerowsecurity as forced
    from pg_class c where c.relnamespace = 'public'::regnamespace and c.relkind in ('r', 'p')
  loop
    if not t.forced then
      execute format('alter table %s enable row level security, force row level security', t.name);
    end if;
  end loop;
end $$;

-- What each role may touch; which rows of it, the policies say. Nobody deletes.
do $$
declare t text;
begin
  for t in
    select c.relname from pg_class c
    where c.relnamespace = 'public'::regnamespace and c.relkind in ('r', 'p') and not c.relispartition
  loop
    if t = 'journal' then
      execute format('grant insert, select (epoch, xid, id, tag, at) on %I to qorgan_app', t);
      execute format('grant select, insert on %I to qorgan_worker', t);
    elsif t = 'journal_epochs' then
      execute format('grant select on %I to qorgan_app, qorgan_worker', t);
    elsif t = 'access_changes' then
      execute format('grant insert (principal) on %I to qorgan_app', t);
      execute format('grant select on %I to qorgan_worker', t);
    elsif t = 'audit_entries' then
      -- Nobody changes an entry.
      execute format('grant select, insert on %I to qorgan_app', t);
      execute format('grant select on %I to qorgan_worker', t);
    elsif t in ('audit_blocks', 'audit_published') then
      execute format('grant select, insert on %I to qorgan_worker', t);
    elsif t = 'alert_escalations' then
      -- A step that fired stays as it was.
      execute format('grant select on %I to qorgan_app', t);
      execute format('grant select, insert on %I to qorgan_worker', t);
    elsif t = 'escalation_policies' then
      -- A version is never rewritten: it only gives way to the next.
      execute format('grant select, insert, update (replaced_at) on %I to qorgan_app', t);
      execute format('grant select on %I to qorgan_worker', t);
    elsif t = 'alert_deliveries' then
      execute format('grant select, insert, update on %I to qorgan_app, qorgan_worker', t);
    elsif t = 'control_room_presence' then
      execute format('grant select, insert, update on %I to qorgan_worker', t);
    elsif t = 'duty_silences' then
      execute format('grant select on %I to qorgan_app', t);
      execute format('grant select, insert, update on %I to qorgan_worker', t);
    elsif t in ('duty_rosters', 'duty_shifts') then
      execute format('grant select, insert, update on %I to qorgan_app', t);
      execute format('grant select on %I to qorgan_worker', t);
    elsif t = 'webhooks' then
      -- Who delivers never says for whom, nor as whom: that is what decides what is sent.
      execute format('grant select, insert, update on %I to qorgan_app', t);
      execute format('grant select, update (state, reason, cursor, leased_by, leased_until, retry_at, waiting_since,
        delivered_at, version) on %I to qorgan_worker', t);
    elsif t = 'webhook_endpoints' then
      execute format('grant select, insert, update on %I to qorgan_app', t);
      execute format('grant select on %I to qorgan_worker', t);
    elsif t = 'webhook_deliveries' then
      execute format('grant select on %I to qorgan_app', t);
      execute format('grant select, insert, update on %I to qorgan_worker', t);
    else
      execute format('grant select, insert, update on %I to qorgan_app', t);
    end if;
  end loop;
end $$;

-- Whose access may have changed, told by triggers, whoever writes and by whatever way. Of each table: by which columns
-- access goes, and whose it is. What an appointment at a school opens goes by its school, and a subject that an officer
-- takes may have been a guardian's. Names are qualified: a restore has no search path.
do $$
declare t record;
begin
  if to_regclass('public.access_changes') is null then return; end if;
  for t in select * from (values
    ('access_grants', 'id, principal, subject_type, subject_id, tier, basis, from_at, to_at',
      'select distinct principal from changed'),
    ('access_exclusions', 'principal, subject_type, subject_id', 'select distinct principal from changed'),
    ('appointments', 'id, officer_id, role, kato, school_agency_id, from_day, to_day',
      'select distinct officer_id from changed'),
    ('officers', 'id, agency_id, subject',
      'select id from changed union select g.id from public.guardians g join changed c on c.subject = g.subject'),
    ('guardians', 'id, subject', 'select distinct id from changed'),
    ('schools', 'id, agency_id, kato', 'select distinct a.officer_id from public.appointments a
      join changed c on c.agency_id = a.school_agency_id')
  ) as v (name, columns, principals) loop
    execute format($make$
      create or replace function tell_%1$s() returns trigger language plpgsql as $body$
      begin
        if tg_op = 'INSERT' then
          insert into public.access_changes (principal) with changed as (select %2$s from added) %3$s;
        elsif tg_op = 'DELETE' then
          insert into public.access_changes (principal) with changed as (select %2$s from gone) %3$s;
        else
          insert into public.access_changes (principal) with changed as (
            (select %2$s from gone except select %2$s from added)
            union all (select %2$s from added except select %2$s from gone)
          ) %3$s;
        end if;
        return null;
      end $body$
    $make$, t.name, t.columns, t.principals);
    execute format('revoke execute on function tell_%s() from public', t.name);
    -- Made once: it waits for every writer of the table, and every later one would wait behind it at each start.
    continue when exists (select from pg_trigger where tgname = t.name || '_told_insert');
    execute format('create trigger %1$s_told_insert after insert on %1$I
      referencing new table as added for each statement execute function tell_%1$s()', t.name);
    execute format('create trigger %1$s_told_update after update on %1$I
      referencing old table as gone new table as added for each statement execute function tell_%1$s()', t.name);
    execute format('create trigger %1$s_told_delete after delete on %1$I
      referencing old table as gone for each statement execute function tell_%1$s()', t.name);
  end loop;
end $$;

-- What became of an alert that is public follows it, whoever changes it.
do $$ begin
  if to_regclass('public.public_alerts') is null then return; end if;
  if exists (select from pg_constraint where conname = 'public_alerts_followed') then return; end if;
  alter table public_alerts add constraint public_alerts_followed foreign key (alert_id, alert_state, alert_settled_at)
    references alerts (id, state, settled_at) on update cascade;
end $$;

-- Response times by quarter, territory and kind, in whole seconds, of no fewer than a number: for the worker alone.
do $$ begin
  if to_regclass('public.response_cells') is null then return; end if;
  execute $make$
    create or replace function count_responses(least_count int)
    returns table (kato int, period text, value text, to_acknowledge jsonb, to_resolve jsonb)
    language plpgsql security definer set search_path = pg_catalog, pg_temp
    as $body$
    #variable_conflict use_column
    begin
      perform set_config('qorgan.maintenance', 'on', true);
      return query with today as (select (now() at time zone 'Asia/Almaty')::date as day),
      answered as (
        select a.region, a.district, a.kind, to_char(raised_at at time zone 'Asia/Almaty', 'YYYY-"Q"Q') as quarter,
          extract(epoch from acknowledged_at - raised_at) as first,
          case when state = 'RESOLVED' then extract(epoch from ended_at - raised_at) end as last
        from public.alerts a, today
        where not exercise and incident_id is not null
          and raised_at >= (date_trunc('quarter', day::timestamp) - interval '1 year') at time zone 'Asia/Almaty'
          and raised_at < date_trunc('quarter', day::timestamp) at time zone 'Asia/Almaty'
      ),
      cells as (
        select coalesce(district * 100000, region * 10000000, 0) as code, quarter, coalesce(kind, '') as kind,
          count(first) as firsts, count(last) as lasts,
          percentile_cont(array[0.5, 0.9, 0.99]) within group (order by first) as acknowledged,
          percentile_cont(array[0.5, 0.9, 0.99]) within group (order by last) as resolved
        from answered
        group by quarter, grouping sets ((), (region), (region, district)), grouping sets ((), (kind))
      )
      select code, quarter, kind, jsonb_build_object('p50', round(acknowledged[1]), 'p90', round(acknowledged[2]),
          'p99', case when firsts >= 100 then round(acknowledged[3]) end),
        case when lasts >= least_count then jsonb_build_object('p50', round(resolved[1]), 'p90', round(resolved[2]),
          'p99', case when lasts >= 100 then round(resolved[3]) end) end
      from cells where firsts >= least_count;
      perform set_config('qorgan.maintenance', '', true);
    end
    $body$
  $make$;
  revoke execute on function count_responses(int) from public;
  grant execute on function count_responses(int) to qorgan_worker;
  revoke insert, update on response_cells from qorgan_app;
  grant select, insert, update on response_cells to qorgan_worker;
end $$;

-- What statistics are made of. The worker counts, and reads no row: it may call this and sees no table of children. Only
-- quarters that have ended are counted, and of these the last four. Whoever may call it must not tell what it gives
-- before it has been made safe: src/modules/statistics/suppress.ts.
do $$ begin
  if to_regclass('public.statistic_cells') is null then return; end if;
  execute $make$
    create or replace function count_statistics()
    returns table (district int, subject text, period text, dimension text, value text, count int)
    language plpgsql security definer set search_path = pg_catalog, pg_temp
    as $body$
    #variable_conflict use_column
    begin
      perform set_config('qorgan.maintenance', 'on', true);
      return query with today as (select (now() at time zone 'Asia/Almaty')::date as day),
      registered as (
        select kato / 100000 as district, category from public.risk_registrations, today
        where from_day <= day and (to_day is null or to_day >= day)
      ),
      ended as (
        select i.district, to_char(occurred_at at time zone 'Asia/Almaty', 'YYYY-"Q"Q') as period, kind, severity, state
        from public.incidents i, today
        where not exercise
          and occurred_at >= (date_trunc('quarter', day::timestamp) - interval '1 year') at time zone 'Asia/Almaty'
          and occurred_at < date_trunc('quarter', day::timestamp) at time zone 'Asia/Almaty'
      )
      -- Every district, or one of which nothing is known could be told from those of which something is.
      select code, null, '', '', '', 0 from public.districts
      union all select district, 'CHILDREN', 'NOW', 'LEVEL', risk_level, count(*)::int from public.children group by 1, 5
      union all select district, 'CHILDREN', 'NOW', 'CATEGORY', category, count(*)::int from registered group by 1, 5
      union all select district, 'INCIDENTS', period, 'KIND', kind, count(*)::int from ended group by 1, 3, 5
      union all select district, 'INCIDENTS', period, 'SEVERITY', severity, count(*)::int from ended group by 1, 3, 5
      union all select district, 'INCIDENTS', period, 'STATE', state, count(*)::int from ended group by 1, 3, 5;
      perform set_config('qorgan.maintenance', '', true);
    end
    $body$
  $make$;
  revoke execute on function count_statistics() from public;
  grant execute on function count_statistics() to qorgan_worker;
  revoke insert, update on statistic_cells from qorgan_app;
  grant select, insert, update on statistic_cells to qorgan_worker;
end $$;

-- Whom escalations call goes by appointments and headquarters, but for those who are party to the matter. The worker
-- moves the climb of an alert on, and nothing else of it.
do $$ begin
  if to_regclass('public.alert_escalations') is null then return; end if;
  grant select, update (level, next_escalation_at, escalated_at, version) on alerts to qorgan_worker;
  grant select on access_exclusions to qorgan_worker;
  grant select (officer_id, role, kato, school_agency_id, from_day, to_day) on appointments to qorgan_worker;
  grant select (id, agency_id) on schools to qorgan_worker;
  grant select (id, incident_id, state) on working_groups to qorgan_worker;
  grant select (code, kato) on districts to qorgan_worker;
end $$;

-- Each alert that is raised gets the policy in force that fits best, and its ladder goes with its state, whoever writes
-- it: nobody can forget it. When the sweep must look at it first is the earliest that a step may be due; working hours
-- make it later, and the sweep sees to that. What the owner writes (imports, restores, demo data) is history and calls
-- nobody, unless it names a policy. Names are qualified: a restore has no search path.
do $$ begin
  if to_regclass('public.alert_escalations') is null then return; end if;
  execute $make$
    create or replace function escalate_alert() returns trigger language plpgsql as $body$
    declare
      climbs text;
      first int;
    begin
      if tg_op = 'INSERT' and new.policy_id is null then
        if current_setting('qorgan.maintenance', true) = 'on' then return new; end if;
        select p.id into new.policy_id from public.escalation_policies p
        where p.replaced_at is null and p.severity = new.severity and (p.kind is null or p.kind = new.kind)
          and (p.kato is null or p.kato / 100000 = new.kato / 100000
            or p.kato % 10000000 = 0 and p.kato / 10000000 = new.kato / 10000000)
        -- The narrowest territory, and there the policy for the kind.
        order by p.kato is null, p.kato % 10000000 = 0, p.kind is null limit 1;
      end if;
      climbs := case when new.policy_id is null then null when new.state = 'RAISED' then 'ACKNOWLEDGE'
        when new.state in ('ACKNOWLEDGED', 'IN_ACTION') then 'RESOLVE' end;
      if climbs is not distinct from new.ladder then return new; end if;
      select min((s->>'afterSeconds')::int) into first
      from public.escalation_policies p, jsonb_array_elements(p.steps) s
      where p.id = new.policy_id and s->>'ladder' = climbs and (s->>'afterSeconds')::int > 0;
      new.ladder := climbs;
      new.next_escalation_at := case climbs when 'ACKNOWLEDGE' then new.raised_at
        when 'RESOLVE' then coalesce(new.acknowledged_at, now()) end + make_interval(secs => first);
      return new;
    end $body$
  $make$;
  revoke execute on function escalate_alert() from public;

  -- It runs when everything else is written, since a report names its participants before it raises its alert, and
  -- whoever is accused may be the one who writes.
  execute $make$
    create or replace function skip_school() returns trigger
    language plpgsql security definer set search_path = pg_catalog, pg_temp as $body$
    declare
      before text := current_setting('qorgan.maintenance', true);
    begin
      perform set_config('qorgan.maintenance', 'on', true);
      update public.alerts a set school_skipped_at = now(),
        next_escalation_at = case when a.ladder is null then null else now() end
      from public.schools s, public.officers o
      where a.incident_id = new.incident_id and a.open_rank = 0 and a.school_skipped_at is null
        and s.id = a.school_id and o.id = new.officer_id and (o.agency_id = s.agency_id or exists (
          select from public.appointments t where t.officer_id = o.id and t.school_agency_id = s.agency_id));
      perform set_config('qorgan.maintenance', coalesce(before, ''), true);
      return null;
    end $body$
  $make$;
  revoke execute on function skip_school() from public;

  -- Made once: it waits for every writer of the table, and every later one would wait behind it at each start.
  if not exists (select from pg_trigger where tgname = 'alerts_escalate_insert') then
    create trigger alerts_escalate_insert before insert on alerts for each row execute function escalate_alert();
    create trigger alerts_escalate_update before update of state on alerts
      for each row when (old.state <> new.state) execute function escalate_alert();
    create constraint trigger incident_participants_skip_school after insert on incident_participants
      deferrable initially deferred for each row
      when (new.participation = 'ALLEGED_OFFENDER' and new.officer_id is not null) execute function skip_school();
  end if;
end $$;

-- The policies of domain.md, where nobody has set any: seconds from the raising, or from the acknowledgement. Who is
-- called at second 0 is called by the alert itself. Deadlines for resolving, and those of emergency accesses, of which
-- only data officers read, are Qorgan's own.
do $$
declare
  wanted record;
begin
  if to_regclass('public.escalation_policies') is null then return; end if;
  perform set_config('qorgan.maintenance', 'on', true);
  for wanted in select * from (values
    ('EXTREME', null, 60, false,
      'ACKNOWLEDGE 0 ROLE SCHOOL_DIRECTOR SCHOOL, ACKNOWLEDGE 0 ON_DUTY DISPATCHER REGION,
       ACKNOWLEDGE 0 ROLE JUVENILE_INSPECTOR DISTRICT, ACKNOWLEDGE 120 ON_DUTY DISTRICT_OFFICER DISTRICT,
       ACKNOWLEDGE 300 ON_DUTY REGION_OFFICER REGION, ACKNOWLEDGE 600 ON_DUTY MINISTRY_CONTROLLER COUNTRY,
       RESOLVE 3600 ON_DUTY REGION_OFFICER REGION, RESOLVE 10800 ON_DUTY MINISTRY_CONTROLLER COUNTRY'),
    ('SEVERE', null, 900, false,
      'ACKNOWLEDGE 0 ROLE SCHOOL_DIRECTOR SCHOOL, ACKNOWLEDGE 3600 ON_DUTY DISTRICT_OFFICER DISTRICT,
       ACKNOWLEDGE 10800 ON_DUTY REGION_OFFICER REGION, ACKNOWLEDGE 86400 ON_DUTY MINISTRY_CONTROLLER COUNTRY,
       RESOLVE 86400 ON_DUTY DISTRICT_OFFICER DISTRICT, RESOLVE 172800 ON_DUTY REGION_OFFICER REGION,
       RESOLVE 259200 ON_DUTY MINISTRY_CONTROLLER COUNTRY'),
    -- A working day has nine hours: one, two and five of them.
    ('MODERATE', null, 32400, true,
      'ACKNOWLEDGE 0 ROLE SCHOOL_DIRECTOR SCHOOL, ACKNOWLEDGE 64800 ROLE DISTRICT_OFFICER DISTRICT,
       ACKNOWLEDGE 162000 ROLE REGION_OFFICER REGION, RESOLVE 162000 ROLE DISTRICT_OFFICER DISTRICT,
       RESOLVE 324000 ROLE REGION_OFFICER REGION'),
    -- Until somebody has said how grave it is, it isn't taken for a small matter.
    ('UNKNOWN', null, 32400, true,
      'ACKNOWLEDGE 0 ROLE SCHOOL_DIRECTOR SCHOOL, ACKNOWLEDGE 64800 ROLE DISTRICT_OFFICER DISTRICT,
       ACKNOWLEDGE 162000 ROLE REGION_OFFICER REGION'),
    ('MODERATE', 'EMERGENCY_ACCESS_USED', 32400, true,
      'ACKNOWLEDGE 0 ROLE DATA_OFFICER REGION, ACKNOWLEDGE 64800 ROLE DATA_OFFICER REGION')
  ) as v (severity, kind, seconds, working, steps) loop
    insert into escalation_policies (id, severity, kind, acknowledge_seconds, acknowledge_working_hours, steps)
    select gen_random_uuid(), wanted.severity, wanted.kind, wanted.seconds, wanted.working,
      jsonb_agg(jsonb_build_object('ladder', w[1], 'afterSeconds', w[2]::int, 'workingHours', wanted.working,
        'target', jsonb_build_object('kind', w[3], 'role', w[4], 'level', w[5]), 'channels', '["SOCKET"]'::jsonb)
        order by n)
    from string_to_table(wanted.steps, ',') with ordinality as s (line, n),
      regexp_split_to_array(trim(both from regexp_replace(s.line, '\s+', ' ', 'g')), ' ') as w
    where not exists (select from escalation_policies p where p.severity = wanted.severity and p.kato is null
      and p.kind is not distinct from wanted.kind)
    having count(*) > 0;
  end loop;
  perform set_config('qorgan.maintenance', '', true);
end $$;

-- The worker raises the alert of a silent control room, hurries others because of it, and resolves it when somebody
-- listens there again.
do $$ begin
  if to_regclass('public.duty_silences') is null then return; end if;
  grant select, insert, update (state, outcome, ended_at, version, hurried_at, next_escalation_at) on alerts
    to qorgan_worker;
  grant insert on journal to qorgan_worker;
  -- While a control room is silent, the grave alerts of its territory climb their first step at once. It runs after
  -- `alerts_escalate_insert`, and looks at silences that whoever reports need not see.
  execute $make$
    create or replace function hurry_alert() returns trigger
    language plpgsql security definer set search_path = pg_catalog, pg_temp as $body$
    declare
      before text := current_setting('qorgan.maintenance', true);
    begin
      if new.ladder is null or new.silence_id is not null then return new; end if;
      perform set_config('qorgan.maintenance', 'on', true);
      if exists (select from public.duty_silences s where s.ended_at is null and s.region = new.kato / 10000000
        and (s.district is null or s.district = new.kato / 100000))
      then
        new.hurried_at := new.raised_at;
        new.next_escalation_at := new.raised_at;
      end if;
      perform set_config('qorgan.maintenance', coalesce(before, ''), true);
      return new;
    end $body$
  $make$;
  revoke execute on function hurry_alert() from public;
  -- Made once: it waits for every writer of the table, and every later one would wait behind it at each start.
  if not exists (select from pg_trigger where tgname = 'alerts_hurry_insert') then
    create trigger alerts_hurry_insert before insert on alerts for each row
      when (new.severity in ('EXTREME', 'SEVERE')) execute function hurry_alert();
  end if;
end $$;

-- To whom alerts of incidents are addressed: it looks at teams and exclusions that whoever asks may not read, and tells
-- officers and never a child. Whoever calls it must see the alerts: src/modules/alerts/addressees.ts. Of a team those who
-- are told: nobody who takes part without seeing a child, and of a drill nobody outside its district.
do $$ begin
  if to_regclass('public.duty_rosters') is null then return; end if;
  execute $make$
    create or replace function find_addressees(alert_ids uuid[])
    returns table (alert_id uuid, officer_id uuid, role text)
    language plpgsql security definer set search_path = pg_catalog, pg_temp
    as $body$
    #variable_conflict use_column
    begin
      perform set_config('qorgan.maintenance', 'on', true);
      return query with asked as (
        select a.id, a.incident_id, s.agency_id, a.kato / 100000 as district, a.exercise
        from public.alerts a left join public.schools s on s.id = a.school_id
        where a.id = any(alert_ids) and a.incident_id is not null
      ),
      involved as (
        select a.id, p.child_id from asked a
        join public.incident_participants p on p.incident_id = a.incident_id where p.child_id is not null
      ),
      candidates as (
        select a.*, t.officer_id, true as of_school from asked a
          join public.appointments t on t.school_agency_id = a.agency_id
        union all
        select a.*, m.officer_id, false from asked a join involved i on i.id = a.id
          join public.child_team_members m on m.child_id = i.child_id
        where m.from_at <= now() and (m.to_at is null or m.to_at > now())
        union all
        select a.*, c.accountable_officer_id, false from asked a join involved i on i.id = a.id
          join public.children c on c.id = i.child_id
      )
      select distinct on (d.id, d.officer_id) d.id, d.officer_id, acting.role from candidates d
      cross join lateral (
        select t.role from public.appointments t, (select (now() at time zone 'Asia/Almaty')::date as day) today
        where t.officer_id = d.officer_id and t.from_day <= day and (t.to_day is null or t.to_day >= day) and (
          case when d.of_school then t.school_agency_id = d.agency_id and t.role in ('SCHOOL_DIRECTOR', 'PSYCHOLOGIST')
            else t.role not in ('NGO_OBSERVER', 'PARENT_REPRESENTATIVE')
              and (not d.exercise or t.kato / 100000 = d.district or t.school_agency_id = d.agency_id) end)
        order by t.from_day desc, t.id desc limit 1
      ) acting
      where not exists (select from public.access_exclusions x where x.principal = d.officer_id and (
        (x.subject_type = 'incident' and x.subject_id = d.incident_id)
        or (x.subject_type = 'child' and x.subject_id in (select i.child_id from involved i where i.id = d.id))))
      order by d.id, d.officer_id, d.of_school desc;
      perform set_config('qorgan.maintenance', '', true);
    end
    $body$
  $make$;
  revoke execute on function find_addressees(uuid[]) from public;
  grant execute on function find_addressees(uuid[]) to qorgan_app;
end $$;

-- The teams of children get the signals of the incidents that go on, as src/modules/incidents/parties.ts gives them since
-- then: once, where none was given yet.
do $$ begin
  if to_regclass('public.duty_rosters') is null then return; end if;
  perform set_config('qorgan.maintenance', 'on', true);
  if exists (select from child_team_members)
    and not exists (select from access_grants where basis = 'TEAM' and tier = 'T3S')
  then
    insert into access_grants (id, principal, subject_type, subject_id, tier, basis, basis_id)
    select gen_random_uuid(), told.officer_id, 'incident', told.incident_id, 'T3S', 'TEAM', told.child_id from (
      select distinct m.officer_id, p.incident_id, m.child_id from child_team_members m
      join incident_participants p on p.child_id = m.child_id and p.active
      join incidents i on i.id = p.incident_id and not i.exercise
      where m.to_at is null and not exists (select from access_exclusions x
        where x.principal = m.officer_id and x.subject_type = 'child' and x.subject_id = m.child_id)
    ) told;
  end if;
  perform set_config('qorgan.maintenance', '', true);
end $$;

-- Whether the OpenID provider calls an officer so, for a statement that proves who asks: the reader doesn't read how.
create or replace function is_called(officer uuid, called text) returns boolean
language plpgsql security definer set search_path = pg_catalog, pg_temp as $$
declare found boolean;
begin
  perform set_config('qorgan.maintenance', 'on', true);
  found := exists (select from public.officers where id = officer and subject = called);
  perform set_config('qorgan.maintenance', '', true);
  return found;
end $$;
revoke execute on function is_called(uuid, text) from public;
grant execute on function is_called(uuid, text) to qorgan_app, qorgan_reader;

-- The reader has no right to tables with circumstances, notes or keys, so that a fault of a statement can't leak them.
-- It reads relationships, since the policies of the others do; their own policies show it the viewer's rows. Of a table
-- it has the columns, but for those that no answer shows and no condition compares.
do $$
declare
  t record;
  readable text;
begin
  for t in select to_regclass('public.' || name) as name, string_to_array(withheld, ' ') as withheld from (values
    ('regions', ''), ('districts', ''), ('localities', ''), ('figures', ''), ('agencies', ''), ('officers', 'subject'),
    ('appointments', ''), ('schools', 'external_id'), ('children', ''), ('incidents', ''), ('incident_participants', ''),
    ('alerts', ''), ('alert_deliveries', ''), ('alert_escalations', ''), ('escalation_policies', ''),
    ('working_groups', ''), ('memberships', ''), ('meetings', ''), ('duty_rosters', ''), ('duty_shifts', ''),
    ('duty_silences', ''), ('access_grants', 'id basis_id'), ('access_exclusions', 'because at'), ('statistic_cells', '')
  ) as v (name, withheld) loop
    continue when t.name is null;
    -- A right to the whole table, as it once was, would be one to every column.
    if has_table_privilege('qorgan_reader', t.name, 'select') then
      execute format('revoke select on %s from qorgan_reader', t.name);
    end if;
    select string_agg(quote_ident(attname), ', ') into readable from pg_attribute
    where attrelid = t.name and attnum > 0 and not attisdropped and attname <> all (t.withheld);
    execute format('grant select (%s) on %s to qorgan_reader', readable, t.name);
  end loop;
end $$;

reset role;

-- So that the alarm of a transaction that holds back every alert can name who holds it.
do $$ begin
  if (select rolsuper from pg_roles where rolname = current_user) then grant pg_read_all_stats to qorgan_worker; end if;
end $$;
