import { expect, test } from 'vitest'
import { objectionToAgent, objectionToToken, operationsFor, tokenPurposes } from './agents.ts'

test.each([
  'publishReview',
  'releaseEdition',
  'releaseAccount',
  'reviseEdition',
  'addAcceptance',
  'addToken',
])('an agent never calls %s', (operation) => {
  expect(objectionToAgent(operation)).toContain(`${operation} is not for an agent`)
})

test.each(['proposeAction', 'importEvidence', 'correctDraft', 'readEdition', 'listTokens'])(
  'an agent may call %s as far as its role goes',
  (operation) => expect(objectionToAgent(operation)).toBeNull(),
)

test('a token that is limited calls what it was made for and says what that is', () => {
  const operations = operationsFor(['check-wording', 'read-editions'])
  expect(operations).toEqual(['listEditions', 'readEdition', 'exportEdition', 'checkWording'])
  expect(objectionToToken(operations, 'readEdition')).toBeNull()
  expect(objectionToToken(operations, 'publishReview')).toContain('made for listEditions, readEdition')
  expect(objectionToToken(null, 'publishReview')).toBeNull()
  expect(objectionToToken([], 'readSelf')).not.toBeNull()
})

test('no purpose brings what is decided by people', () => {
  for (const { operations } of tokenPurposes) {
    for (const operation of operations) expect(objectionToAgent(operation)).toBeNull()
  }
})
