import { examplesOf } from './example.ts'

/** Examples of `name-among-causes`. */
export const nameAmongCauses = examplesOf(
  [
    ["Contributing factor: @sam's script.", 'Contributing factor: the clean-up script has no dry run.'],
    ['Root cause: Priya was new to the console.', 'Factor: the console opens on the live region.'],
    ['Factor: Tomas had no page that night.', 'Factor: the pager list had one phone.'],
    ["Cause: Elena's laptop held the only key.", 'Cause: the only key was on one laptop.'],
    ['Trigger: Kwame started the export.', 'Trigger: the export started at 10:02.'],
    ['Contributing factors: Aisha and the old runbook.', 'Contributing factors: the runbook of 2021.'],
    ['Weakness: the build depends on Sanjay.', 'Weakness: the build has one key.'],
    ['Cause: a mail that Heidi never got.', 'Cause: the mail went to a list with one reader.'],
    ['Factor: Igor, who had two screens open.', 'Factor: both consoles have the same colour.'],
    ["Trigger: Marta's export of 4 May.", 'Trigger: the export of 4 May.'],
  ],
  [
    'Action owner: @sam.',
    'Priya will add the contract test.',
    'Factor: the Jenkins job had no limit.',
    'Cause: a full disk on host 4.',
    'Trigger: the May release.',
    'Factor: the Travis build was red.',
    'Elena opened the bridge at 10:12.',
    'Factor: the lock outlived its lease.',
    'Contributing factor: the page has two menus.',
    'Trigger: the export to Jordan started.',
  ],
)
