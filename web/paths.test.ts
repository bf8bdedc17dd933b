import { expect, test } from 'vitest'
import { paths } from './paths.ts'

test('every address of the app', () => {
  expect([
    paths.home(),
    paths.signIn(),
    paths.signIn('/'),
    paths.signIn('/library?text=dry run'),
    paths.setUp('a+b'),
    paths.invitation('a/b'),
    paths.incidents(),
    paths.incidents({ severity: 'SEV1', text: '' }),
    paths.openIncident(),
    paths.incident('INC-42'),
    paths.incident('INC-42', 'evidence'),
    paths.onIncident('INC-42', { tab: 'actions', id: 'act_1' }),
    paths.onIncident('INC-42', { tab: 'publish', id: null }),
    paths.actions(),
    paths.actions({ mine: 'yes' }),
    paths.library({ text: 'dry run & retry', component: undefined }),
    paths.settings(),
    paths.settings('tokens'),
    paths.report(),
    paths.edition('inc-42-checkout'),
    paths.editionMarkdown('inc-42-checkout'),
    paths.editionJson('inc-42-checkout'),
  ]).toMatchInlineSnapshot(`
    [
      "/",
      "/sign-in",
      "/sign-in",
      "/sign-in?next=%2Flibrary%3Ftext%3Ddry+run",
      "/set-up?token=a%2Bb",
      "/invitation/a%2Fb",
      "/incidents",
      "/incidents?severity=SEV1",
      "/incidents/new",
      "/incidents/INC-42/story",
      "/incidents/INC-42/evidence",
      "/incidents/INC-42/actions#act_1",
      "/incidents/INC-42/publish",
      "/actions",
      "/actions?mine=yes",
      "/library?text=dry+run+%26+retry",
      "/settings",
      "/settings?section=tokens",
      "/report",
      "/editions/inc-42-checkout",
      "/editions/inc-42-checkout.md",
      "/editions/inc-42-checkout.json",
    ]
  `)
})
