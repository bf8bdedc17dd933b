/** Somebody is invited by mail, makes a passkey, and comes in with it; then by a link in a mail, in another browser. */
import type { Page } from '@playwright/test'
import { startMailServer } from '../../server/doors/testing-mail.ts'
import { expect, inspect, keeper, shot, startHouse, test, twoLooks } from './harness.ts'

async function lookOver(page: Page, name: string): Promise<void> {
  await inspect(page, twoLooks)
  await shot(page, name)
  await page.setViewportSize({ width: 1440, height: 900 })
}

/** A device of this browser that holds keys and verifies its user without being asked. */
async function giveAuthenticator(page: Page): Promise<void> {
  const devtools = await page.context().newCDPSession(page)
  await devtools.send('WebAuthn.enable')
  await devtools.send('WebAuthn.addVirtualAuthenticator', {
    options: {
      protocol: 'ctap2',
      transport: 'internal',
      hasResidentKey: true,
      hasUserVerification: true,
      isUserVerified: true,
      automaticPresenceSimulation: true,
    },
  })
}

test('an invitation by mail, a passkey, and a link by mail each open the door', async ({ browser }) => {
  test.setTimeout(180_000)
  const mail = await startMailServer()
  const house = await startHouse({ host: 'localhost', smtpUrl: `smtp://127.0.0.1:${mail.port}` })
  const letterTo = async (about: RegExp): Promise<string> => {
    await expect.poll(() => mail.received.some(({ subject }) => about.test(subject ?? ''))).toBe(true)
    const letter = mail.received.find(({ subject }) => about.test(subject ?? ''))
    return (
      /http:\/\/localhost:\S+\/(?:invitation\/|sign-in\/link#)[\w-]{43}/.exec(letter?.text ?? '')?.[0] ?? ''
    )
  }
  const contexts = await Promise.all([1, 2, 3].map(() => browser.newContext({ baseURL: house.address })))
  const [ours, theirs, other] = await Promise.all(contexts.map((context) => context.newPage()))
  if (ours === undefined || theirs === undefined || other === undefined) throw new Error('No page opened.')
  try {
    await ours.request.post('/api/startSession', { data: keeper, headers: { 'x-second-story': '1' } })
    await ours.goto('/settings?section=people')
    await ours.getByLabel('Name').fill('Noor Haddad')
    await ours.getByLabel('E-mail').fill('noor@example.org')
    await ours.getByRole('button', { name: 'Make an invitation' }).click()
    await expect(ours.getByText('The invitation to noor@example.org is on its way by mail.')).toBeVisible()
    await expect(ours.getByRole('button', { name: 'Take the invitation of Noor Haddad back' })).toBeVisible()
    await lookOver(ours, 'invitations')

    await theirs.goto(await letterTo(/invited/))
    await theirs.getByLabel('Password').fill('ochre lantern pivot sail')
    await theirs.getByRole('button', { name: 'Accept the invitation' }).click()
    await expect(theirs.getByRole('link', { name: 'Incidents' }).first()).toBeVisible()
    await giveAuthenticator(theirs)
    await theirs.goto('/settings')
    await theirs.getByLabel('Name of the new passkey').fill('work laptop')
    await theirs.getByRole('button', { name: 'Add a passkey' }).click()
    await expect(theirs.getByRole('button', { name: 'Remove the passkey work laptop' })).toBeVisible()

    await theirs.context().clearCookies()
    await theirs.goto('/incidents')
    await lookOver(theirs, 'ways-in')
    await theirs.getByRole('button', { name: 'Sign in with a passkey' }).click()
    await expect(theirs.getByRole('heading', { name: 'Incidents', exact: true })).toBeVisible()

    await theirs.context().clearCookies()
    await theirs.goto('/sign-in')
    await theirs.getByLabel('E-mail').fill('noor@example.org')
    await theirs.getByRole('button', { name: 'Mail me a link instead' }).click()
    await expect(
      theirs.getByText('If noor@example.org has an account here, a link is on its way.'),
    ).toBeVisible()
    await other.goto(await letterTo(/link to sign in/))
    await expect(other.getByRole('heading', { name: 'Sign in here?' })).toBeVisible()
    expect(new URL(other.url()).hash).toBe('')
    await shot(other, 'link-elsewhere')
    await other.getByRole('button', { name: 'Sign in as noor@example.org' }).click()
    await expect(other.getByRole('link', { name: 'Incidents' }).first()).toBeVisible()
  } finally {
    await Promise.all(contexts.map((context) => context.close()))
    await house.stop()
    await mail.close()
  }
})
