-- More than one sample story can stand here, each once: the outage to walk through, and reviews that are finished.

alter table incidents add column sample_story text;
update incidents set sample_story = 'outage' where is_sample;
drop index incidents_sample;
create unique index incidents_sample on incidents (sample_story) where is_sample and removed_at is null;
