/** The Slack app an organisation makes for itself: what it may read, what it listens to, what can be said to it. */

/** The command, as people type it. */
export const SLACK_COMMAND = '/secondstory'

/** What can be said after the command: the form of it, and what comes of it. */
export const slackVerbs = {
  open: {
    form: 'open <severity> <title>',
    example: 'open SEV2 Checkout refuses orders',
    does: 'opens an incident',
  },
  'near-miss': {
    form: 'near-miss [named] <what almost happened>',
    example: 'near-miss The backup was empty and we noticed in time',
    does: 'reports a near miss, in confidence unless you say named',
  },
  note: {
    form: 'note <what happened>',
    example: 'note Rollback started',
    does: 'adds to the timeline of the incident under way',
  },
} as const

/** One thing that can be said. */
export type SlackVerb = keyof typeof slackVerbs

/** The name by which the shortcut on a message is known. */
export const KEEP_SHORTCUT = 'keep_on_timeline'

/** Rights of the bot, each with why it is needed. None of them lets the app write or read direct messages. */
export const slackScopes = {
  commands: `People type ${SLACK_COMMAND} and use the shortcut on a message.`,
  'channels:history': 'Messages of public channels the app was invited to are evidence.',
  'channels:read': 'Channels are shown by their names.',
  'groups:history': 'Messages of private channels the app was invited to are evidence.',
  'groups:read': 'Private channels it was invited to are shown by their names.',
  'reactions:read': 'A reaction chooses a message for the timeline.',
  'pins:read': 'A pin chooses a message for the timeline.',
  'users:read': 'People of a history get the roles they have here; e-mail addresses are not asked for.',
} as const

/** What Slack tells the app without being asked. */
export const slackEvents = [
  'message.channels',
  'message.groups',
  'reaction_added',
  'reaction_removed',
  'pin_added',
  'pin_removed',
  'member_joined_channel',
  'member_left_channel',
  'channel_rename',
  'channel_archive',
] as const

/** The manifest of an app whose requests arrive at this address. */
export function slackManifest(address: string): string {
  const forms = Object.values(slackVerbs).map(({ form }) => form)
  const manifest = {
    display_information: {
      name: 'Second Story',
      description: 'Turns what was said during an incident into a timeline.',
      background_color: '#17464c',
    },
    features: {
      bot_user: { display_name: 'Second Story', always_online: false },
      slash_commands: [
        {
          command: SLACK_COMMAND,
          url: address,
          description: 'Opens an incident, takes a note for its timeline',
          usage_hint: forms.join(' | '),
          should_escape: true,
        },
      ],
      shortcuts: [
        {
          name: 'Keep on the timeline',
          type: 'message',
          callback_id: KEEP_SHORTCUT,
          description: 'Proposes this message for the timeline of the incident',
        },
      ],
    },
    oauth_config: { scopes: { bot: Object.keys(slackScopes) } },
    settings: {
      event_subscriptions: { request_url: address, bot_events: slackEvents },
      interactivity: { is_enabled: true, request_url: address },
      org_deploy_enabled: false,
      socket_mode_enabled: false,
      token_rotation_enabled: false,
    },
  }
  return JSON.stringify(manifest, null, 2)
}
