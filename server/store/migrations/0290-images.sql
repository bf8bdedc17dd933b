-- Pictures in the text of a review. The bytes lie in a table of their own: rows are kept in the history, points are not.
create table images (
  id uuid primary key,
  incident_id uuid not null references incidents on delete cascade,
  type text not null check (type in ('image/png', 'image/jpeg')),
  width_px integer not null check (width_px > 0),
  height_px integer not null check (height_px > 0),
  added_at timestamptz not null,
  version integer not null default 1,
  removed_at timestamptz,
  removal_id uuid references removals on delete set null
);
create index images_incident on images (incident_id) where removed_at is null;
create table image_bytes (
  image_id uuid primary key references images on delete cascade,
  bytes bytea not null
);
