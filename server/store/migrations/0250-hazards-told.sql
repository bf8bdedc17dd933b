-- An immediate hazard is told to the stewards by a letter that says nothing of it; what was there before was seen.
alter table reports add column is_told boolean not null default false;
update reports set is_told = true;
