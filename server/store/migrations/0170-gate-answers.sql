-- How grave it could have been, which counts for the depth of the review beside how grave it was; and what a review
-- answers about the system before it closes.

alter table incidents
  add column potential_severity text check (potential_severity in ('SEV1', 'SEV2', 'SEV3', 'SEV4'));

alter table reviews
  add column answers jsonb not null
    default '{"madePossible": "", "impossibleNext": "", "secondLoop": "", "secondLoopResult": ""}';
