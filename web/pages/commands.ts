/**
 * What the palette offers, as a table: every operation a person can start is named by a command that starts it or leads
 * to the place where it stands, or stands below with the reason why it has none. `commands.test.ts` compares the two
 * with the list of operations.
 */
import type { RecordNeed } from '@secondstory/review/model/permission'
import type { May } from '../access.ts'
import type { OperationName } from '../client.ts'
import { paths } from '../paths.ts'
import { type CommandRow, go, type Place } from './command-row.ts'
import { ofTheIncident } from './incident-commands.ts'
import { ofIntegrations } from './integration-commands.ts'
import { ofPeople, peopleWithoutCommand } from './people-commands.ts'
import { ofReports } from './report-commands.ts'

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
  ...ofReports,
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
    label: 'Load two finished sample reviews',
    group: 'Do',
    place: 'anywhere',
    also: 'example demo agent outage read',
    deed: { kind: 'call', call: 'add-sample-reviews' },
    operations: ['addSampleReviews'],
  },
  {
    label: 'Lead a drill',
    group: 'Go',
    place: 'anywhere',
    also: 'wheel of misfortune practice replay group facilitator',
    deed: { kind: 'go', to: paths.drills() },
    operations: ['openDrill', 'readDrill', 'correctDrill'],
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
    label: 'Weekly check of actions',
    group: 'Go',
    place: 'anywhere',
    keys: 'g w',
    also: 'overdue blocked due effect works re-date quarter hour',
    deed: go(paths.actionCheck()),
    operations: ['readActionCheck', 'correctDueDay', 'addFollowUp'],
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
    label: 'Patterns',
    group: 'Go',
    place: 'anywhere',
    also: 'factors across reviews conditions again interval share quarter',
    deed: { kind: 'go', to: paths.patterns() },
    operations: ['findPatterns'],
  },
  {
    label: 'Try a text',
    group: 'Go',
    place: 'anywhere',
    also: 'playground wording rules findings check',
    deed: go(paths.playground()),
    operations: [],
  },
  ...ofPeople,
  {
    label: 'Weigh the rules of the timeline',
    group: 'Settings',
    place: 'anywhere',
    also: 'weights proposals signals tune',
    deed: go(paths.settings('rules')),
    operations: ['readWeights', 'correctWeights'],
  },
  {
    label: 'Templates of our own',
    group: 'Settings',
    place: 'anywhere',
    also: 'sections prompts headings required',
    deed: go(paths.settings('templates')),
    operations: ['listTemplates', 'addTemplate', 'correctTemplate', 'removeTemplate'],
  },
  {
    label: 'Severity policy',
    group: 'Settings',
    place: 'anywhere',
    also: 'severity table due deadline review required data loss security',
    deed: go(paths.settings('policy')),
    operations: ['readPolicy', 'checkPolicy', 'correctPolicy'],
  },
  {
    label: 'Questions of our own',
    group: 'Settings',
    place: 'anywhere',
    also: 'prompts ask facilitation',
    deed: go(paths.settings('questions')),
    operations: ['listOwnQuestions', 'addQuestion', 'removeQuestion'],
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
    operations: ['correctRetention', 'listEvidenceDue', 'listRegistersDue'],
  },
  {
    label: 'Where you are signed in',
    group: 'Settings',
    place: 'anywhere',
    also: 'sessions devices end sign out others',
    deed: go(paths.settings()),
    operations: ['listSessions', 'closeSessions'],
  },
  {
    label: 'Your passkeys',
    group: 'Settings',
    place: 'anywhere',
    also: 'webauthn fingerprint face security key',
    deed: go(paths.settings()),
    operations: ['listPasskeys', 'startPasskey', 'addPasskey', 'namePasskey', 'removePasskey'],
  },
  {
    label: 'Change your password',
    group: 'Settings',
    place: 'anywhere',
    deed: go(paths.settings()),
    operations: ['correctPassword'],
  },
  {
    label: 'Accounts of agents',
    group: 'Settings',
    place: 'anywhere',
    also: 'service account bot script machine',
    deed: go(paths.settings('agents')),
    operations: ['listAgents', 'addAgent', 'correctAgent'],
  },
  {
    label: 'Add an API token',
    group: 'Settings',
    place: 'anywhere',
    also: 'key script bearer make',
    deed: go(paths.settings('tokens')),
    operations: ['addToken', 'listTokens', 'removeToken'],
  },
  {
    label: 'When and how I hear from here',
    group: 'Settings',
    place: 'anywhere',
    also: 'notifications preferences quiet hours zone digest reminders unsubscribe',
    deed: go(paths.settings('notifications')),
    operations: ['readPreferences', 'correctPreferences'],
  },
  {
    label: 'Where the team hears of actions nobody holds',
    group: 'Settings',
    place: 'anywhere',
    also: 'orphan owner left zone mail',
    deed: go(paths.settings('notifications')),
    operations: ['readTeamPlace', 'correctTeamPlace'],
  },
  {
    label: 'Editions in a feed reader',
    group: 'Settings',
    place: 'anywhere',
    also: 'atom rss json feed address',
    deed: go(paths.settings('notifications')),
    operations: ['openEditionFeed'],
  },
  {
    label: 'Tell another tool what happens here',
    group: 'Settings',
    place: 'anywhere',
    also: 'outgoing webhooks listener standard webhooks',
    deed: go(paths.settings('outbox')),
    operations: ['listListeners', 'addListener', 'correctListener', 'removeListener'],
  },
  {
    label: 'What goes out',
    group: 'Settings',
    place: 'anywhere',
    also: 'outbox mail smtp dead letters send again',
    deed: go(paths.settings('outbox')),
    operations: ['readOutbox', 'releaseDispatch'],
  },
  {
    label: 'Teams and who sees what',
    group: 'Settings',
    place: 'anywhere',
    also: 'members components owners visibility permission',
    deed: go(paths.settings('teams')),
    operations: ['listTeams', 'readRecordVisibility'],
  },
  {
    label: 'Who facilitates',
    group: 'Settings',
    place: 'anywhere',
    also: 'facilitator pool guide review conflict',
    deed: go(paths.settings('teams')),
    operations: ['listFacilitators', 'correctFacilitators'],
  },
  {
    label: 'Add a team',
    group: 'Settings',
    place: 'anywhere',
    also: 'people components services',
    deed: go(paths.settings('teams')),
    operations: ['addTeam', 'correctTeam', 'removeTeam', 'correctRecordVisibility'],
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
  ...peopleWithoutCommand,
  readSelf: 'The frame asks it by itself.',
  listKnownTimes: 'The timeline asks it by itself, for the clocks of its events.',
  listQuestions: 'The margin of every tab asks it by itself.',
  markQuestion: 'Stands beside each question in the margin of every tab.',
  correctCalibrationHours: 'Stands where calibration is opened, for keepers.',
  readFirstDraft: 'Belongs to the page of a first reader, which is opened by its link.',
  addObjection: 'Belongs to the page of a first reader, which is opened by its link.',
  acceptPassage: 'Belongs to the page of a first reader, which is opened by its link.',
  readTemplate: 'The text of a review asks it by itself while nothing is written.',
  assignTemplate: 'Stands above the text of a review while nothing is written.',
  listStageTasks: 'The margin of every tab asks it by itself.',
  markStageTask: 'Stands beside the next task in the margin of every tab.',
  listFollowUps: 'Each action on its tab asks it by itself.',
  removeFollowUp: 'Stands beside each line said about an action.',
  answerIssueConflict: 'Stands on the card of an action when it and its issue both changed.',
  releaseIssueLink: 'Stands on the card of an action whose issue was given up.',
  removeIssueLink: 'Stands beside the issue on the card of an action.',
  readReminder: 'Belongs to the page of a link in a reminder.',
  answerReminder: 'Belongs to the page of a link in a reminder.',
  readImage: 'A picture is read where a text or an edition shows it.',
  readMeetingInvitation: 'Belongs to the page of a link in an invitation.',
  answerMeetingInvitation: 'Belongs to the page of a link in an invitation.',
  closeSubscription: 'Belongs to the page of a link in a letter.',
  startSeat: 'Happens when the link or the code of a meeting is opened.',
  readSeat: 'The page of a seat in a meeting asks it by itself.',
  markHand: 'Stands on the page of a seat, which is opened by the link of a meeting.',
  addPaper: 'Stands on the page of a seat, which is opened by the link of a meeting.',
  addIdea: 'Stands on the page of a seat, which is opened by the link of a meeting.',
  addExitAnswer: 'Stands on the page of a seat, which is opened by the link of a meeting.',
  readRevision: 'Is a link on the page of every later edition.',
  listAudit: 'Read by stewards and scripts through the API and with secondstory audit verify.',
  checkAudit: 'Read by stewards and scripts through the API and with secondstory audit verify.',
  listOwnOpenings: 'Stands in the settings, under You.',
  listOwnThanks: 'Stands beside your own account, which asks it by itself.',
  removeThanks: 'Stands beside each note of thanks to you.',
  readDrillSeat: 'Belongs to the page of a drill, which is opened by its link.',
  addDrillChoice: 'Stands at each decision of a drill, on the page its link opens.',
  checkReport: 'The page of reports works it out by itself, and other doors ask for it.',
}

/** What is known about the page the palette was opened on. */
export interface Surroundings {
  readonly may: May
  /** The incident whose page is open; null elsewhere. */
  readonly incident: {
    readonly isSample: boolean
    readonly hasEdition: boolean
    /** What whoever looks may do with its record. */
    readonly may: (need: RecordNeed) => boolean
  } | null
}

function fits(place: Place, incident: Surroundings['incident']): boolean {
  if (place === 'anywhere') return true
  if (incident === null) return false
  if (place === 'real-incident') return !incident.isSample
  return place === 'incident' || incident.hasEdition
}

/** The commands someone may start from where they are. */
export function commandsFor({ may, incident }: Surroundings): readonly CommandRow[] {
  return commandRows.filter(
    (row) =>
      fits(row.place, incident) &&
      row.operations.every(may) &&
      (row.needs === undefined || incident?.may(row.needs) === true),
  )
}
