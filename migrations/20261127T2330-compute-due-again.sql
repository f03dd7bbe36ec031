-- Nothing is due any more while the clock of a ticket is stopped, and tickets of a former version have neither reminders
-- nor what was promised: they are all computed once. A database that is new has no jobs yet, and nothing to compute.
do $$
begin
  if to_regclass('graphile_worker._private_jobs') is not null then
    perform graphile_worker.add_job('recompute-due', '{}'::json, job_key := 'recompute-due');
  end if;
end
$$;
