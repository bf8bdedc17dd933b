import { examplesOf } from './example.ts'

/** Examples of `incident-with-a-name`. */
export const incidentWithAName = examplesOf(
  [
    ['The Marta outage cost us a day.', 'The checkout outage of 12 March cost us a day.'],
    ["After Tom's outage the rota grew.", 'After the outage of 3 May the rota grew.'],
    ['The Ana incident is closed.', 'The cart incident of 9 June is closed.'],
    ['This is another Pavel disaster.', 'This is the third full disk this year.'],
    ["Olga's incident took two hours.", 'The queue incident took two hours.'],
    ['Notes on the Dave outage', 'Notes on the payments outage'],
    ['The Henrik breach was in April.', 'The token breach was in April.'],
    ["Kenji's downtime is over.", 'The downtime of the mirror is over.'],
    ['We still pay for the Yusuf leak.', 'We still pay for the key leak of 2024.'],
    ['The Bruno crash came back.', 'The importer crash came back.'],
  ],
  [
    'The Jenkins outage lasted an hour.',
    'The Paris outage was regional.',
    'Ana wrote the incident report.',
    'Tom closed the incident at 11:00.',
    'The May incident is closed.',
    'The Sentry incident cost a day.',
    'Incident lead: Olga.',
    'The Victoria outage hit one rack.',
    'The outage page names Dave as the contact.',
    'Marta led the incident call.',
  ],
)
