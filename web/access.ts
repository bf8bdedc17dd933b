/**
 * What each operation asks of the one who starts it, so that nobody is shown a door that would stay shut. The server
 * says the same and decides; `access.test.ts` holds the two lists together, and a new operation without a row here does
 * not compile.
 */
import type { PersonRole } from '@secondstory/review/model/people'
import { type Access, mayDo } from '@secondstory/review/model/policy'
import { useQuery } from '@tanstack/react-query'
import type { OperationName } from './client.ts'
import { selfQuery } from './queries.ts'

/** The access of every operation, in the order of the list. */
export const accessOf: Readonly<Record<OperationName, Access>> = {
  startInstallation: 'anyone',
  startSession: 'anyone',
  closeSession: 'anyone',
  readSelf: 'anyone',
  invitePerson: 'keeper',
  readInvitation: 'anyone',
  acceptInvitation: 'anyone',
  listPeople: 'member',
  correctPerson: 'keeper',
  addToken: 'reader',
  listTokens: 'reader',
  removeToken: 'reader',
  readHome: 'reader',
  openIncident: 'member',
  correctIncident: 'member',
  readIncident: 'member',
  listIncidents: 'member',
  removeIncident: 'member',
  addSampleIncident: 'member',
  removeSampleIncident: 'member',
  checkUpload: 'member',
  importEvidence: 'member',
  importHistory: 'member',
  readImport: 'member',
  listImports: 'member',
  closeImport: 'member',
  findEvidence: 'member',
  readRetention: 'reader',
  correctRetention: 'keeper',
  listEvidenceDue: 'member',
  checkEvidenceRemoval: 'member',
  removeEvidence: 'keeper',
  addLegalHold: 'keeper',
  removeLegalHold: 'keeper',
  addIntegration: 'keeper',
  correctIntegration: 'keeper',
  removeIntegration: 'keeper',
  listIntegrations: 'member',
  readIntegration: 'member',
  checkIntegration: 'member',
  listDeliveries: 'member',
  assignDeliveries: 'member',
  readOutbox: 'keeper',
  releaseDispatch: 'keeper',
  readWeights: 'member',
  correctWeights: 'keeper',
  listParticipants: 'member',
  addParticipant: 'member',
  nameRole: 'member',
  markPlainWords: 'member',
  addTimelineEvent: 'member',
  correctTimelineEvent: 'member',
  markTimelineEvents: 'member',
  markTrigger: 'member',
  mergeTimelineEvents: 'member',
  removeTimelineEvents: 'member',
  listAccounts: 'member',
  listOwnAccounts: 'member',
  addAccount: 'member',
  correctAccount: 'member',
  releaseAccount: 'member',
  undoRelease: 'member',
  removeAccount: 'member',
  acceptSourceChange: 'member',
  listKnownTimes: 'member',
  exportTimeline: 'member',
  addDecision: 'member',
  correctDecision: 'member',
  removeDecision: 'member',
  nameFactor: 'member',
  correctFactor: 'member',
  removeFactor: 'member',
  addMapNode: 'member',
  correctMapNode: 'member',
  removeMapNode: 'member',
  addMapEdge: 'member',
  correctMapEdge: 'member',
  removeMapEdge: 'member',
  readMap: 'member',
  exportMap: 'member',
  addLesson: 'member',
  correctLesson: 'member',
  removeLesson: 'member',
  proposeAction: 'member',
  correctAction: 'member',
  assignAction: 'member',
  closeAction: 'member',
  removeAction: 'member',
  listActions: 'member',
  addAcceptance: 'member',
  correctAcceptance: 'member',
  removeAcceptance: 'member',
  correctReview: 'member',
  readDraft: 'member',
  correctDraft: 'member',
  listDraftVersions: 'member',
  readDraftVersion: 'member',
  listHistory: 'member',
  undoRemoval: 'member',
  checkWording: 'member',
  listQuestions: 'member',
  markQuestion: 'member',
  listOwnQuestions: 'member',
  addQuestion: 'keeper',
  removeQuestion: 'keeper',
  listBlockers: 'member',
  readEditionPreview: 'member',
  publishReview: 'member',
  listEditions: 'reader',
  readEdition: 'reader',
  exportEdition: 'reader',
  readForesight: 'reader',
  importEdition: 'member',
  exportFeed: 'member',
}

/** Answers whether someone may start an operation. */
export type May = (name: OperationName) => boolean

/** What someone in this role (null: signed out) may start. */
export function mayIn(role: PersonRole | null): May {
  return (name) => mayDo(role, accessOf[name])
}

/** What the person here may start. While nobody is known it is what anyone may. */
export function useMay(): May {
  const self = useQuery(selfQuery)
  return mayIn(self.data?.person?.role ?? null)
}
