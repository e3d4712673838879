\set n random(1, :schools)
begin;
insert into incidents (id, school_id, kato, reported_by_id, kind, severity, certainty, place, occurred_at)
  select gen_random_uuid(), school, kato, officer, 'FIGHT', 'SEVERE', 'OBSERVED', 'Школьный двор', now()
  from bench_places where n = :n
  returning id as incident, school_id as school, kato, reported_by_id as officer \gset
insert into journal (kind, aggregate_id, version, kato, school_id, severity_rank, actor)
  values ('INCIDENT_REPORTED', 'incident_' || :incident, 1, :kato, :school, 1, :officer);
insert into alerts (id, incident_id, school_id, kato, kind, severity, urgency, certainty, place, exercise)
  values (gen_random_uuid(), :incident, :school, :kato, 'FIGHT', 'SEVERE', 'IMMEDIATE', 'OBSERVED', 'Школьный двор', false)
  returning id as alert \gset
insert into journal (kind, aggregate_id, version, kato, school_id, severity_rank, actor)
  values ('ALERT_RAISED', 'alert_' || :alert, 1, :kato, :school, 1, :officer);
insert into mutation_keys (principal, mutation, key, input_hash, thing_id)
  values (:officer, 'incidentReport', :incident, md5(:incident), 'incident_' || :incident);
insert into audit_entries
    (id, actor_id, role, jurisdiction, kato, school_id, action, subject_type, subject_id, fields, purpose, request_id)
  values (gen_random_uuid(), :officer, 'DISTRICT_OFFICER', :kato, :kato, :school, 'incidentReport', 'Incident',
    'incident_' || :incident, '{kind,severity,certainty,place,schoolId}', 'CARE', gen_random_uuid());
commit;
