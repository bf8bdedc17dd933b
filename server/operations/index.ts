/** The one list of everything a person or an agent can ask for, in the order of a review's life. Every door loops over it. */
import type { z } from 'zod'
import * as acceptances from './acceptances.ts'
import { ofAccounts } from './account-operations.ts'
import * as actionCheck from './action-check.ts'
import * as actions from './actions.ts'
import * as agentRuns from './agent-runs.ts'
import * as agents from './agents.ts'
import * as audit from './audit.ts'
import * as backfill from './backfill.ts'
import * as calibration from './calibration.ts'
import * as comments from './comments.ts'
import * as conduct from './conduct.ts'
import * as decisions from './decisions.ts'
import * as deliveries from './deliveries.ts'
import * as descriptions from './descriptions.ts'
import * as directory from './directory.ts'
import * as directoryGroups from './directory-groups.ts'
import * as drills from './drills.ts'
import * as editionFeed from './edition-feed.ts'
import * as editionImport from './edition-import.ts'
import * as editions from './editions.ts'
import * as evidence from './evidence.ts'
import * as facilitators from './facilitators.ts'
import * as factors from './factors.ts'
import * as feeds from './feeds.ts'
import * as followUps from './follow-ups.ts'
import * as foresight from './foresight.ts'
import * as history from './history.ts'
import * as home from './home.ts'
import * as images from './images.ts'
import * as importing from './importing.ts'
import * as incidents from './incidents.ts'
import * as integrations from './integrations.ts'
import * as invitations from './invitations.ts'
import * as issueLinks from './issue-links.ts'
import * as known from './known.ts'
import * as lessons from './lessons.ts'
import * as listeners from './listeners.ts'
import * as map from './map.ts'
import { ofMeetings } from './meeting-operations.ts'
import * as outbox from './outbox.ts'
import * as paragraphs from './paragraphs.ts'
import * as participants from './participants.ts'
import * as passkeys from './passkeys.ts'
import * as passwords from './passwords.ts'
import * as patterns from './patterns.ts'
import * as pauses from './pauses.ts'
import * as people from './people.ts'
import * as policies from './policies.ts'
import * as preferences from './preferences.ts'
import * as providerSignIn from './provider-sign-in.ts'
import * as providers from './providers.ts'
import * as publish from './publish.ts'
import * as pulse from './pulse.ts'
import * as questions from './questions.ts'
import * as recurrence from './recurrence.ts'
import * as reminders from './reminders.ts'
import * as reportNotices from './report-notices.ts'
import { ofReports } from './report-operations.ts'
import * as retention from './retention.ts'
import * as reviewPeople from './review-people.ts'
import * as reviews from './reviews.ts'
import * as sample from './sample.ts'
import * as sessions from './sessions.ts'
import * as signInLinks from './sign-in-links.ts'
import * as sourceChanges from './source-changes.ts'
import * as stageTasks from './stage-tasks.ts'
import * as suggestions from './suggestions.ts'
import * as teams from './teams.ts'
import * as templates from './templates.ts'
import * as timeline from './timeline.ts'
import * as timelineExport from './timeline-export.ts'
import * as tokens from './tokens.ts'
import * as trackers from './trackers.ts'
import * as unlinking from './unlinking.ts'
import * as visibility from './visibility.ts'
import * as weights from './weights.ts'
import * as wording from './wording.ts'

/** Every operation. The order is the order of the API's pages; names are unique (a test holds that). */
export const operations = [
  people.startInstallation,
  people.startSession,
  providerSignIn.listSignInWays,
  providerSignIn.startProviderSession,
  providerSignIn.acceptProviderSession,
  signInLinks.startLinkSession,
  signInLinks.readLinkSession,
  signInLinks.acceptLinkSession,
  signInLinks.correctSignInWays,
  passkeys.startPasskeySession,
  passkeys.acceptPasskeySession,
  people.closeSession,
  people.readSelf,
  invitations.invitePerson,
  invitations.releaseInvitation,
  invitations.removeInvitation,
  invitations.listInvitations,
  invitations.readInvitation,
  invitations.acceptInvitation,
  people.listPeople,
  people.correctPerson,
  unlinking.removePerson,
  passwords.correctPassword,
  passkeys.startPasskey,
  passkeys.addPasskey,
  passkeys.listPasskeys,
  passkeys.namePasskey,
  passkeys.removePasskey,
  sessions.listSessions,
  sessions.closeSessions,
  sessions.closePersonSessions,
  tokens.addToken,
  tokens.listTokens,
  tokens.removeToken,
  agents.addAgent,
  agents.listAgents,
  agents.correctAgent,
  providers.addProvider,
  providers.correctProvider,
  providers.removeProvider,
  providers.listProviders,
  providers.checkProvider,

  directory.listDirectoryPeople,
  directory.readDirectoryPerson,
  directory.addDirectoryPerson,
  directory.correctDirectoryPerson,
  directory.removeDirectoryPerson,
  directoryGroups.listDirectoryGroups,
  directoryGroups.readDirectoryGroup,
  directoryGroups.addDirectoryGroup,
  directoryGroups.correctDirectoryGroup,
  directoryGroups.removeDirectoryGroup,
  directoryGroups.listGroups,
  directoryGroups.assignGroup,

  teams.listTeams,
  teams.addTeam,
  teams.correctTeam,
  teams.removeTeam,
  visibility.readRecordVisibility,
  visibility.correctRecordVisibility,

  home.readHome,

  templates.listTemplates,
  templates.addTemplate,
  templates.correctTemplate,
  templates.removeTemplate,
  templates.readTemplate,
  templates.assignTemplate,
  stageTasks.listStageTasks,
  stageTasks.markStageTask,
  policies.readPolicy,
  policies.checkPolicy,
  policies.correctPolicy,
  policies.readDuties,
  policies.correctDuties,
  ...ofReports,
  reportNotices.acceptReportNotice,
  reportNotices.closeReportIntake,
  conduct.readConduct,
  conduct.correctConduct,
  pauses.listPauses,
  pauses.addPause,
  pauses.removePause,
  pulse.readPulse,
  pulse.startPulse,
  pulse.acceptPulse,
  pulse.addPulseAnswer,
  pulse.closePulse,

  incidents.openIncident,
  incidents.correctIncident,
  incidents.readIncident,
  incidents.listIncidents,
  incidents.removeIncident,
  sample.addSampleIncident,
  sample.addSampleReviews,
  sample.removeSampleIncident,
  facilitators.listFacilitators,
  facilitators.correctFacilitators,
  facilitators.proposeFacilitator,
  reviewPeople.readReviewPeople,
  reviewPeople.nameReviewRoles,
  reviewPeople.assignTeam,

  importing.checkUpload,
  importing.importEvidence,
  backfill.importHistory,
  importing.readImport,
  importing.listImports,
  importing.closeImport,
  evidence.findEvidence,
  weights.readWeights,
  weights.correctWeights,
  retention.readRetention,
  retention.correctRetention,
  retention.listEvidenceDue,
  retention.checkEvidenceRemoval,
  retention.removeEvidence,
  retention.addLegalHold,
  retention.removeLegalHold,
  unlinking.listRegistersDue,
  audit.listAudit,
  audit.checkAudit,
  audit.listOwnOpenings,
  integrations.addIntegration,
  integrations.correctIntegration,
  integrations.removeIntegration,
  integrations.listIntegrations,
  integrations.readIntegration,
  integrations.checkIntegration,
  trackers.readTracker,
  trackers.checkTracker,
  deliveries.listDeliveries,
  deliveries.assignDeliveries,

  listeners.addListener,
  listeners.correctListener,
  listeners.removeListener,
  listeners.listListeners,
  outbox.readOutbox,
  outbox.releaseDispatch,

  participants.listParticipants,
  participants.addParticipant,
  participants.nameRole,
  participants.markPlainWords,

  timeline.addTimelineEvent,
  timeline.correctTimelineEvent,
  timeline.markTimelineEvents,
  timeline.markTrigger,
  timeline.mergeTimelineEvents,
  timeline.removeTimelineEvents,
  sourceChanges.acceptSourceChange,
  known.listKnownTimes,
  timelineExport.exportTimeline,

  ...ofAccounts,
  decisions.addDecision,
  decisions.correctDecision,
  decisions.removeDecision,

  factors.nameFactor,
  factors.correctFactor,
  factors.removeFactor,

  map.addMapNode,
  map.correctMapNode,
  map.removeMapNode,
  map.addMapEdge,
  map.correctMapEdge,
  map.removeMapEdge,
  map.readMap,
  map.exportMap,

  lessons.addLesson,
  lessons.correctLesson,
  lessons.removeLesson,

  actions.proposeAction,
  actions.correctAction,
  actions.assignAction,
  actions.closeAction,
  actions.removeAction,
  actions.listActions,
  followUps.correctDueDay,
  followUps.addFollowUp,
  followUps.removeFollowUp,
  followUps.listFollowUps,
  actionCheck.readActionCheck,
  recurrence.findRecurrences,
  recurrence.markRecurrence,
  recurrence.removeRecurrence,
  issueLinks.openIssue,
  issueLinks.addIssueLink,
  issueLinks.listIssueLinks,
  issueLinks.answerIssueConflict,
  issueLinks.releaseIssueLink,
  issueLinks.removeIssueLink,
  reminders.readReminder,
  reminders.answerReminder,

  preferences.readPreferences,
  preferences.correctPreferences,
  preferences.closeSubscription,
  editionFeed.openEditionFeed,
  preferences.readTeamPlace,
  preferences.correctTeamPlace,

  ...ofMeetings,

  acceptances.addAcceptance,
  acceptances.correctAcceptance,
  acceptances.removeAcceptance,

  agentRuns.addAgentRun,
  agentRuns.correctAgentRun,
  agentRuns.removeAgentRun,

  reviews.correctReview,
  reviews.readDraft,
  reviews.correctDraft,
  reviews.listDraftVersions,
  reviews.readDraftVersion,
  paragraphs.listParagraphVersions,

  comments.listComments,
  comments.addComment,
  comments.correctComment,
  comments.markComment,
  comments.removeComment,
  images.addImage,
  images.readImage,
  images.removeImage,
  suggestions.acceptSuggestion,
  suggestions.undoSuggestion,

  history.listHistory,
  history.undoRemoval,

  wording.checkWording,

  questions.listQuestions,
  questions.markQuestion,
  questions.listOwnQuestions,
  questions.addQuestion,
  questions.removeQuestion,

  calibration.openCalibration,
  calibration.readCalibration,
  calibration.inviteFirstReader,
  calibration.inviteFirstReaderByMail,
  calibration.readFirstDraft,
  calibration.addObjection,
  calibration.acceptPassage,
  calibration.closeObjection,
  calibration.correctCalibrationHours,
  descriptions.listDescriptions,
  descriptions.markDescription,
  publish.listBlockers,
  publish.readEditionPreview,
  publish.publishReview,
  editions.listEditions,
  editions.readEdition,
  editions.exportEdition,
  editions.readRevision,
  editions.listReviewEditions,
  editions.removeEdition,
  foresight.readForesight,
  patterns.findPatterns,
  drills.openDrill,
  drills.readDrill,
  drills.correctDrill,
  drills.readDrillSeat,
  drills.addDrillChoice,
  editionImport.importEdition,
  feeds.exportFeed,
] as const

/** Every operation by its name, with its own types. */
export type Operations = { readonly [O in (typeof operations)[number] as O['name']]: O }

/** Name of an operation. */
export type OperationName = keyof Operations

/** What a caller sends: before defaults are filled in. */
export type OperationInput<Name extends OperationName> = z.input<Operations[Name]['input']>

/** What a caller gets back. */
export type OperationOutput<Name extends OperationName> = Awaited<ReturnType<Operations[Name]['run']>>
