-- What somebody tells and has not released lies sealed, bound to its author. SQL has no key: rows of before are sealed at
-- the next start, before any door opens, and from here on the table takes no such words as text.
alter table accounts add column sealed bytea;
alter table accounts add constraint accounts_not_released_are_sealed check (
  case when state = 'released' then sealed is null
  else sealed is not null and saw = '' and believed = '' and tried = '' and expected = '' and surprised = '' and consent = ''
  end
) not valid;
