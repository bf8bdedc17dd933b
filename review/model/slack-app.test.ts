import { describe, expect, it } from 'vitest'
import { slackEvents, slackManifest, slackScopes } from './slack-app.ts'

const address = 'https://reviews.example/hooks/0190'
const manifest = JSON.parse(slackManifest(address))

describe('the manifest of the Slack app', () => {
  it('sends everything to the one address that is signed for', () => {
    const addresses = JSON.stringify(manifest).match(/https:\/\/[^"]+/g)
    expect(addresses).toEqual([address, address, address])
  })

  it('asks for no right to write, to read direct messages or to know e-mail addresses', () => {
    const scopes = manifest.oauth_config.scopes.bot
    expect(scopes).toEqual(Object.keys(slackScopes))
    expect(scopes.join()).not.toMatch(/write|:manage|chat:|(?:^|,)im:|mpim:|email|admin|files/)
  })

  it('listens only to what its rights cover', () => {
    const covered: Readonly<Record<string, readonly string[]>> = {
      'channels:history': ['message.channels'],
      'groups:history': ['message.groups'],
      'reactions:read': ['reaction_added', 'reaction_removed'],
      'pins:read': ['pin_added', 'pin_removed'],
      'channels:read': ['member_joined_channel', 'member_left_channel', 'channel_rename', 'channel_archive'],
    }
    expect(slackEvents.toSorted()).toEqual(
      Object.keys(slackScopes)
        .flatMap((scope) => covered[scope] ?? [])
        .toSorted(),
    )
  })

  it('keeps to the lengths Slack takes', () => {
    const [command] = manifest.features.slash_commands
    expect(command.description.length).toBeLessThanOrEqual(2000)
    expect(command.usage_hint.length).toBeLessThanOrEqual(1000)
    const [shortcut] = manifest.features.shortcuts
    expect(shortcut.name.length).toBeLessThanOrEqual(24)
    expect(manifest.display_information.description.length).toBeLessThanOrEqual(140)
  })
})
