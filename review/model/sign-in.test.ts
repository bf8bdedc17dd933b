import { describe, expect, test } from 'vitest'
import { objectionToMailLinks, objectionToPasskeys, passkeyPlace } from './sign-in.ts'

describe('where passkeys work', () => {
  test.each([
    ['https://reviews.example', 'reviews.example', 'https://reviews.example'],
    ['https://Reviews.Example:443/story', 'reviews.example', 'https://reviews.example'],
    ['https://reviews.example:8443', 'reviews.example', 'https://reviews.example:8443'],
    ['http://localhost:4280', 'localhost', 'http://localhost:4280'],
  ])('%s is the place %s', (address, host, origin) => {
    expect(passkeyPlace(address)).toEqual({ host, origin })
  })

  test.each(['http://127.0.0.1:4280', 'http://[::1]:4280', 'https://10.0.0.4'])(
    '%s has no name, which is said with the cure',
    (address) => expect(objectionToPasskeys(address)).toMatch(/need an address with a name.*PUBLIC_URL/),
  )

  test('plain http works on this machine alone', () => {
    expect(objectionToPasskeys('http://reviews.example')).toMatch(/over https alone/)
    expect(objectionToPasskeys('http://localhost')).toBeNull()
  })
})

test('signing in by mail needs a mail server and a keeper who lets it', () => {
  expect(objectionToMailLinks({ canMail: true, isWanted: true })).toBeNull()
  expect(objectionToMailLinks({ canMail: false, isWanted: true })).toMatch(/no mail server.*SMTP_URL/)
  expect(objectionToMailLinks({ canMail: true, isWanted: false })).toMatch(/keeper closed/)
})
