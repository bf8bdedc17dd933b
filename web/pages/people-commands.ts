/** Commands about people and how they come in, and what of it has none. */
import type { OperationName } from '../client.ts'
import { paths } from '../paths.ts'
import { type CommandRow, go } from './command-row.ts'

export const ofPeople: readonly CommandRow[] = [
  {
    label: 'Invite a person',
    group: 'Settings',
    place: 'anywhere',
    also: 'someone add account',
    deed: go(paths.settings('people')),
    operations: ['invitePerson', 'listInvitations', 'releaseInvitation', 'removeInvitation'],
  },
  {
    label: 'People and their roles',
    group: 'Settings',
    place: 'anywhere',
    also: 'accounts keeper member reader',
    deed: go(paths.settings('people')),
    operations: ['listPeople', 'correctPerson', 'closePersonSessions', 'removePerson'],
  },
  {
    label: 'Sign-in providers',
    group: 'Settings',
    place: 'anywhere',
    also: 'single sign-on sso oidc openid connect google entra okta keycloak',
    deed: go(paths.settings('sign-in')),
    operations: ['listProviders', 'addProvider', 'correctProvider', 'removeProvider', 'checkProvider'],
  },
  {
    label: 'Sign-in by mail',
    group: 'Settings',
    place: 'anywhere',
    also: 'magic link close open',
    deed: go(paths.settings('sign-in')),
    operations: ['correctSignInWays'],
  },
  {
    label: 'People from a directory',
    group: 'Settings',
    place: 'anywhere',
    also: 'scim provisioning entra okta groups teams',
    deed: go(paths.settings('sign-in')),
    operations: ['listGroups', 'assignGroup'],
  },
]

/** Operations of coming in that have no command, and why. */
export const peopleWithoutCommand: Readonly<Partial<Record<OperationName, string>>> = {
  startInstallation: 'Happens once, on the page of the set-up link, before anyone is signed in.',
  startSession: 'Happens on the sign-in page; whoever opens the palette is signed in.',
  listSignInWays: 'The sign-in page asks it by itself.',
  startProviderSession: 'Happens on the sign-in page; whoever opens the palette is signed in.',
  acceptProviderSession: 'Happens on the way back from a provider, before anyone is signed in.',
  startLinkSession: 'Happens on the sign-in page; whoever opens the palette is signed in.',
  readLinkSession: 'Belongs to the page of a link in a mail, before anyone is signed in.',
  acceptLinkSession: 'Belongs to the page of a link in a mail, before anyone is signed in.',
  startPasskeySession: 'Happens on the sign-in page; whoever opens the palette is signed in.',
  acceptPasskeySession: 'Happens on the sign-in page; whoever opens the palette is signed in.',
  listDirectoryPeople: 'Asked by the directory of a company with a token of its own, through SCIM.',
  readDirectoryPerson: 'Asked by the directory of a company with a token of its own, through SCIM.',
  addDirectoryPerson: 'Asked by the directory of a company with a token of its own, through SCIM.',
  correctDirectoryPerson: 'Asked by the directory of a company with a token of its own, through SCIM.',
  removeDirectoryPerson: 'Asked by the directory of a company with a token of its own, through SCIM.',
  listDirectoryGroups: 'Asked by the directory of a company with a token of its own, through SCIM.',
  readDirectoryGroup: 'Asked by the directory of a company with a token of its own, through SCIM.',
  addDirectoryGroup: 'Asked by the directory of a company with a token of its own, through SCIM.',
  correctDirectoryGroup: 'Asked by the directory of a company with a token of its own, through SCIM.',
  removeDirectoryGroup: 'Asked by the directory of a company with a token of its own, through SCIM.',
  readInvitation: 'Belongs to the page of an invitation, which is opened by its link.',
  acceptInvitation: 'Belongs to the page of an invitation, which is opened by its link.',
}
