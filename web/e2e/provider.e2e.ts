/** A keeper connects the company's provider, and somebody comes in through it who never had a password here. */
import type { Page } from '@playwright/test'
import { startProvider } from '../../server/doors/testing-provider.ts'
import { askerAt, expect, inspect, keeper, shot, startHouse, test, twoLooks } from './harness.ts'

async function lookOver(page: Page, name: string): Promise<void> {
  await inspect(page, twoLooks)
  await shot(page, name)
  await page.setViewportSize({ width: 1440, height: 900 })
}

test('the provider of a company is offered, signs in whoever it knows, and says calmly when it does not', async ({
  browser,
}) => {
  test.setTimeout(180_000)
  const returnTo: string[] = []
  const harbour = await startProvider(returnTo)
  harbour.employees.set('s-mia', { email: 'mia@harbour.example', name: 'Mia Meyer' })
  const house = await startHouse({ outboundAllow: harbour.issuer })
  returnTo.push(`${house.address}/sign-in/back`)
  harbour.renew()
  const context = await browser.newContext({ baseURL: house.address })
  const page = await context.newPage()
  try {
    await page.request.post('/api/startSession', { data: keeper, headers: { 'x-second-story': '1' } })
    await page.goto('/settings?section=sign-in')
    await page.getByRole('button', { name: 'Add the first provider' }).click()
    await page.getByLabel('What the button says').fill('Harbour accounts')
    await page.getByLabel('Issuer').fill(harbour.issuer)
    await page.getByLabel('Client id').fill(harbour.clientId)
    await page.getByLabel('Client secret').fill(harbour.secret)
    await page.getByLabel('Mail domains that come in').fill('harbour.example')
    await page.getByLabel('People nobody invited').selectOption('As members')
    await page.getByLabel('Groups and the teams they stand for').fill('crew-payments = Payments')
    await lookOver(page, 'provider-form')
    await page.getByRole('button', { name: 'Offer it on the sign-in page' }).click()
    await page.getByRole('button', { name: 'Try Harbour accounts out' }).click()
    await expect(page.getByText('answers, and people sign in at 127.0.0.1')).toBeVisible()
    await lookOver(page, 'provider-settings')

    const visitor = await (await browser.newContext({ baseURL: house.address })).newPage()
    await visitor.goto('/incidents')
    await expect(visitor.getByRole('button', { name: 'Continue with Harbour accounts' })).toBeVisible()
    await lookOver(visitor, 'provider-sign-in')
    await visitor.getByRole('button', { name: 'Continue with Harbour accounts' }).click()
    await visitor.getByLabel('Who are you').fill('nobody')
    await visitor.getByRole('button', { name: 'Continue' }).click()
    await expect(visitor.getByRole('alert')).toContainText('was broken off there')
    expect(new URL(visitor.url()).search).toBe('')
    await lookOver(visitor, 'provider-refused')
    await visitor.getByRole('link', { name: 'Back to signing in' }).click()

    await visitor.goto('/incidents')
    await visitor.getByRole('button', { name: 'Continue with Harbour accounts' }).click()
    await visitor.getByLabel('Who are you').fill('s-mia')
    await visitor.getByRole('button', { name: 'Continue' }).click()
    await expect(visitor.getByRole('heading', { name: 'Incidents' })).toBeVisible()
    expect(new URL(visitor.url()).pathname).toBe('/incidents')
    const people = await (await askerAt(house.address))('listPeople', {})
    expect(people).toContainEqual(expect.objectContaining({ email: 'mia@harbour.example', role: 'member' }))
    await visitor.context().close()
  } finally {
    await context.close()
    await house.stop()
    await harbour.close()
  }
})
