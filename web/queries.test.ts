import { MutationObserver, QueryClient } from '@tanstack/react-query'
import { describe, expect, test } from 'vitest'
import { type OperationOutput, Refused } from './client.ts'
import { changeSteps, guess } from './queries.ts'

const key = ['actions', { state: 'open' }]
const withoutFirst = guess<readonly string[]>(key, (rows) => rows.slice(1))

type Ended = OperationOutput<'removeToken'>

/** A client that holds two rows, and a change that shows one fewer before it is answered. */
function scene(send: () => Promise<Ended>) {
  const client = new QueryClient()
  client.setQueryData(key, ['first', 'second'])
  const change = new MutationObserver(client, {
    mutationFn: send,
    ...changeSteps<'removeToken'>(client, { guesses: () => [withoutFirst] }),
  })
  return { client, change, shown: () => client.getQueryData(key) }
}

/** A promise that is settled from outside. */
function later<Answer>() {
  let resolve: (answer: Answer) => void = () => undefined
  let reject: (error: Error) => void = () => undefined
  const promise = new Promise<Answer>((yes, no) => {
    resolve = yes
    reject = no
  })
  return { promise, resolve, reject }
}

/** Until the guess is written: cancelling what was under way takes a turn of its own. */
async function guessed(shown: () => unknown): Promise<void> {
  for (let turn = 0; turn < 20 && JSON.stringify(shown()) !== '["second"]'; turn++) await Promise.resolve()
}

const no = new Refused('not-ready', 'An action needs an owner.')

describe('a change shown before the server has agreed', () => {
  test('is seen while the answer is on its way, and stays after a yes', async () => {
    const answer = later<Ended>()
    const { change, shown } = scene(() => answer.promise)
    const sent = change.mutate({ id: '1' })
    await guessed(shown)
    expect(shown()).toEqual(['second'])
    answer.resolve({})
    await sent
    expect(shown()).toEqual(['second'])
  })

  test('is taken back after a no, whose sentence is there to be read', async () => {
    const { client, change, shown } = scene(() => Promise.reject(no))
    await expect(change.mutate({ id: '1' })).rejects.toBe(no)
    expect(shown()).toEqual(['first', 'second'])
    expect(change.getCurrentResult().error).toBe(no)
    // Only the server knows what stands now, so it is asked again.
    expect(client.getQueryState(key)?.isInvalidated).toBe(true)
  })

  test('is not taken back over what someone else wrote meanwhile; the server is asked instead', async () => {
    const answer = later<Ended>()
    const { client, change, shown } = scene(() => answer.promise)
    const sent = change.mutate({ id: '1' })
    await guessed(shown)
    client.setQueryData(key, ['second', 'third'])
    answer.reject(no)
    await expect(sent).rejects.toBe(no)
    expect(shown()).toEqual(['second', 'third'])
    expect(client.getQueryState(key)?.isInvalidated).toBe(true)
  })

  test('guesses nothing about what the page does not have', () => {
    const client = new QueryClient()
    guess<readonly string[]>(['nowhere'], (rows) => rows).put(client)()
    expect(client.getQueryData(['nowhere'])).toBeUndefined()
  })
})
