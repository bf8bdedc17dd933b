/**
 * What the palette offers, as a table: every operation a person can start is named by a command that starts it or leads
 * to the place where it stands, or stands below with the reason why it has none. `commands.test.ts` compares the two
 * with the list of operations.
 */
import type { May } from '../access.ts'
import type { OperationName } from '../client.ts'
import { paths } from '../paths.ts'
import { type CommandRow, go, here, type Place, tab } from './command-row.ts'
import { ofDeliveries, ofIntegrations } from './integration-commands.ts'
import { drawTheMap } from './map-commands.ts'

const ofTheIncident: readonly CommandRow[] = [
  here({
    label: 'Import evidence',
    also: 'upload files slack export alerts csv record',
    keys: 'g e',
    deed: tab('evidence', 'choose-files'),
    operations: ['checkUpload', 'importEvidence', 'readImport', 'listImports', 'closeImport'],
  }),
  here({
    label: 'Paste evidence',
    also: 'notes text',
    deed: tab('evidence', 'paste'),
    operations: ['importEvidence'],
  }),
  ...ofDeliveries,
  here({
    label: 'Search the evidence',
    also: 'messages find',
    deed: tab('evidence', 'search-evidence'),
    operations: ['findEvidence'],
  }),
  here({
    label: 'Delete the raw evidence',
    also: 'retention remove legal hold kept privacy',
    deed: tab('evidence'),
    operations: ['checkEvidenceRemoval', 'removeEvidence', 'addLegalHold', 'removeLegalHold'],
  }),
  here({
    label: 'Answer the proposals on the timeline',
    also: 'accept reject correct merge events',
    keys: 'g t',
    deed: tab('timeline'),
    operations: ['markTimelineEvents', 'correctTimelineEvent', 'mergeTimelineEvents', 'removeTimelineEvents'],
  }),
  here({
    label: 'Add an event by hand',
    also: 'timeline new',
    keys: 'n',
    deed: tab('timeline', 'event'),
    operations: ['addTimelineEvent'],
  }),
  here({
    label: 'Mark the trigger',
    also: 'proximate cause timeline',
    keys: 't',
    deed: tab('timeline'),
    operations: ['markTrigger'],
  }),
  here({
    label: 'Name the roles',
    also: 'people participants responders',
    deed: { kind: 'tab', tab: 'timeline', id: 'roles' },
    operations: ['listParticipants', 'addParticipant', 'nameRole', 'markPlainWords'],
  }),
  here({
    label: 'Tell what you saw',
    also: 'account interview believed tried expected surprised private',
    deed: tab('accounts', 'account'),
    operations: ['addAccount'],
  }),
  here({
    label: 'Read the accounts',
    also: 'told side by side which whose view is missing ask a role release take back',
    keys: 'g c',
    deed: tab('accounts'),
    operations: [
      'listAccounts',
      'listOwnAccounts',
      'correctAccount',
      'releaseAccount',
      'undoRelease',
      'removeAccount',
    ],
  }),
  here({
    label: 'Add a decision',
    also: 'decision point choice known then hindsight',
    keys: 'g o',
    deed: tab('decisions', 'decision'),
    operations: ['addDecision', 'correctDecision', 'removeDecision'],
  }),
  here({
    label: 'Replay it with the future hidden',
    also: 'foresight hindsight drill step',
    deed: { kind: 'foresight' },
    operations: ['readForesight', 'addDecision'],
  }),
  here({
    label: 'Name a factor',
    also: 'contributing cause weakness taxonomy',
    deed: tab('factors', 'factor'),
    operations: ['nameFactor'],
  }),
  here({
    label: 'Add what went well',
    also: 'lesson',
    deed: tab('factors', 'went-well'),
    operations: ['addLesson'],
  }),
  here({
    label: 'Add what could be improved',
    also: 'lesson',
    deed: tab('factors', 'could-improve'),
    operations: ['addLesson'],
  }),
  here({
    label: 'Add where we got lucky',
    also: 'lesson',
    deed: tab('factors', 'lucky'),
    operations: ['addLesson'],
  }),
  here({
    label: 'Look through factors and lessons',
    also: 'correct remove edit',
    deed: tab('factors'),
    keys: 'g f',
    operations: ['correctFactor', 'removeFactor', 'correctLesson', 'removeLesson'],
  }),
  here(drawTheMap),
  here({
    label: 'Propose an action',
    also: 'new item fix',
    deed: tab('actions', 'action'),
    operations: ['proposeAction'],
  }),
  here({
    label: 'Look through the actions',
    also: 'assign owner close done drop correct',
    keys: 'g a',
    deed: tab('actions'),
    operations: ['correctAction', 'assignAction', 'closeAction', 'removeAction'],
  }),
  here({
    label: 'Write the story',
    also: 'document draft text narrative wording',
    keys: 'g d',
    deed: tab('story'),
    operations: ['readDraft', 'correctDraft', 'checkWording'],
  }),
  here({
    label: 'Describe the impact',
    also: 'users revenue reputation duration',
    deed: { kind: 'tab', tab: 'story', id: 'impact' },
    operations: ['correctReview'],
  }),
  here({
    label: 'Earlier versions of the text',
    also: 'history draft restore',
    deed: tab('story', 'text-history'),
    operations: ['listDraftVersions', 'readDraftVersion'],
  }),
  here({
    label: 'Publish',
    also: 'edition preview blockers',
    keys: 'g p',
    deed: tab('publish'),
    operations: ['listBlockers', 'readEditionPreview', 'publishReview'],
  }),
  here(
    {
      label: 'Export the edition as Markdown',
      also: 'download md',
      deed: { kind: 'export', format: 'markdown' },
      operations: ['exportEdition'],
    },
    'edition',
  ),
  here(
    {
      label: 'Export the edition as JSON',
      also: 'download',
      deed: { kind: 'export', format: 'json' },
      operations: ['exportEdition'],
    },
    'edition',
  ),
  here({
    label: 'Edit the incident',
    also: 'correct severity times title components',
    keys: 'E',
    deed: { kind: 'start', start: 'edit-incident' },
    operations: ['correctIncident'],
  }),
  here({
    label: 'History of the incident',
    also: 'changes who when',
    deed: { kind: 'start', start: 'incident-history' },
    operations: ['listHistory'],
  }),
  here(
    {
      label: 'Remove the incident',
      also: 'delete',
      deed: { kind: 'call', call: 'remove-incident' },
      operations: ['removeIncident', 'undoRemoval'],
    },
    'real-incident',
  ),
]

const anywhere: readonly CommandRow[] = [
  {
    label: 'Open an incident',
    group: 'Do',
    place: 'anywhere',
    keys: 'c',
    also: 'new create outage',
    deed: go(paths.openIncident()),
    operations: ['openIncident'],
  },
  {
    label: 'Report a near miss',
    group: 'Do',
    place: 'anywhere',
    also: 'almost happened',
    deed: go(paths.report()),
    operations: ['openIncident'],
  },
  {
    label: 'Bring in an exported edition',
    group: 'Do',
    place: 'anywhere',
    also: 'import markdown json from another installation',
    deed: go(paths.openIncident()),
    operations: ['importEdition'],
  },
  {
    label: 'Load the sample incident',
    group: 'Do',
    place: 'anywhere',
    also: 'example demo try',
    deed: { kind: 'call', call: 'add-sample' },
    operations: ['addSampleIncident'],
  },
  {
    label: 'Remove the sample incident',
    group: 'Do',
    place: 'anywhere',
    also: 'example demo',
    deed: { kind: 'call', call: 'remove-sample' },
    operations: ['removeSampleIncident'],
  },
  {
    label: 'Home',
    group: 'Go',
    place: 'anywhere',
    keys: 'g h',
    deed: go(paths.home()),
    operations: ['readHome', 'listIncidents'],
  },
  {
    label: 'Incidents',
    group: 'Go',
    place: 'anywhere',
    keys: 'g i',
    deed: go(paths.incidents()),
    operations: ['listIncidents', 'readIncident'],
  },
  {
    label: 'My actions',
    group: 'Go',
    place: 'anywhere',
    keys: 'g o',
    deed: go(paths.actions({ mine: 'yes' })),
    operations: ['listActions'],
  },
  {
    label: 'All open actions',
    group: 'Go',
    place: 'anywhere',
    deed: go(paths.actions()),
    operations: ['listActions'],
  },
  {
    label: 'Library',
    group: 'Go',
    place: 'anywhere',
    keys: 'g l',
    also: 'editions published reviews',
    deed: go(paths.library()),
    operations: ['listEditions', 'readEdition'],
  },
  {
    label: 'Try a text',
    group: 'Go',
    place: 'anywhere',
    also: 'playground wording rules findings check',
    deed: go(paths.playground()),
    operations: [],
  },
  {
    label: 'Invite a person',
    group: 'Settings',
    place: 'anywhere',
    also: 'someone add account',
    deed: go(paths.settings('people')),
    operations: ['invitePerson'],
  },
  {
    label: 'People and their roles',
    group: 'Settings',
    place: 'anywhere',
    also: 'accounts keeper member reader',
    deed: go(paths.settings('people')),
    operations: ['listPeople', 'correctPerson'],
  },
  {
    label: 'What is kept, and for how long',
    group: 'Settings',
    place: 'anywhere',
    also: 'retention privacy delete raw evidence days',
    deed: go(paths.settings('kept')),
    operations: ['readRetention'],
  },
  {
    label: 'Set how long raw evidence is kept',
    group: 'Settings',
    place: 'anywhere',
    also: 'retention rule days due dry run',
    deed: go(paths.settings('kept')),
    operations: ['correctRetention', 'listEvidenceDue'],
  },
  {
    label: 'Add an API token',
    group: 'Settings',
    place: 'anywhere',
    also: 'key script bearer make',
    deed: go(paths.settings('tokens')),
    operations: ['addToken', 'listTokens', 'removeToken'],
  },
  ...ofIntegrations,
  { label: 'Settings', group: 'Settings', place: 'anywhere', deed: go(paths.settings()), operations: [] },
  {
    label: 'Light theme',
    group: 'Settings',
    place: 'anywhere',
    deed: { kind: 'theme', theme: 'light' },
    operations: [],
  },
  {
    label: 'Dark theme',
    group: 'Settings',
    place: 'anywhere',
    deed: { kind: 'theme', theme: 'dark' },
    operations: [],
  },
  {
    label: 'Theme of this machine',
    group: 'Settings',
    place: 'anywhere',
    also: 'system light dark',
    deed: { kind: 'theme', theme: 'system' },
    operations: [],
  },
  {
    label: 'Show the shortcuts',
    group: 'Settings',
    place: 'anywhere',
    keys: '?',
    also: 'keys keyboard help',
    deed: { kind: 'call', call: 'shortcuts' },
    operations: [],
  },
  {
    label: 'Sign out',
    group: 'Settings',
    place: 'anywhere',
    also: 'leave log out',
    deed: { kind: 'call', call: 'sign-out' },
    operations: ['closeSession'],
  },
]

/** Every command, in the order they stand in the palette before anything is typed. */
export const commandRows: readonly CommandRow[] = [...ofTheIncident, ...anywhere]

/** Operations without a command, and why. */
export const withoutCommand: Readonly<Partial<Record<OperationName, string>>> = {
  startInstallation: 'Happens once, on the page of the set-up link, before anyone is signed in.',
  startSession: 'Happens on the sign-in page; whoever opens the palette is signed in.',
  readSelf: 'The frame asks it by itself.',
  readInvitation: 'Belongs to the page of an invitation, which is opened by its link.',
  acceptInvitation: 'Belongs to the page of an invitation, which is opened by its link.',
}

/** What is known about the page the palette was opened on. */
export interface Surroundings {
  readonly may: May
  /** The incident whose page is open; null elsewhere. */
  readonly incident: { readonly isSample: boolean; readonly hasEdition: boolean } | null
}

function fits(place: Place, incident: Surroundings['incident']): boolean {
  if (place === 'anywhere') return true
  if (incident === null) return false
  if (place === 'real-incident') return !incident.isSample
  return place === 'incident' || incident.hasEdition
}

/** The commands someone may start from where they are. */
export function commandsFor({ may, incident }: Surroundings): readonly CommandRow[] {
  return commandRows.filter((row) => fits(row.place, incident) && row.operations.every(may))
}
