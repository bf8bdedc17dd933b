/** What a team does together, set up for the camera: a text with comments, a picture and evidence, a meeting, the weeks after. */

/** A sentence that asks for another look, beside one that is commented on. */
const blame = 'The operator should have looked at the sessions first.'

/** Every place a team meets in, with what has to happen before it is photographed. */
export async function takeRoom(take, { house, name, id, sizes }) {
  const everywhere = async (pages) => {
    for (const [file, path, more = {}] of pages) {
      for (const theme of ['light', 'dark']) {
        for (const size of sizes) await take(`${file}-${size.width}-${theme}`, { path, theme, size, ...more })
      }
    }
  }
  const meeting = `/incidents/${name}/meeting`
  await take('begun', { path: `/incidents/${name}/story`, prepare: (page) => fillText(page, { house, id }) })
  await everywhere([
    ['story-beside', `/incidents/${name}/story`, { shows: 'Saved' }],
    ['story-comments', `/incidents/${name}/story`, { shows: 'Saved', prepare: openBeside }],
    ['story-picture', `/incidents/${name}/story`, { shows: 'Saved', prepare: toPicture }],
    ['picture-form', `/incidents/${name}/story`, { shows: 'Saved', prepare: openPictureForm }],
    ['check', '/actions/check'],
    ['policy', '/settings?section=policy'],
    ['people', `/incidents/${name}/story`, { shows: 'Saved', prepare: openPeople }],
    ['tracker', await tracker(house)],
  ])
  const { link, meetingId } = await planMeeting(house, id)
  await everywhere([
    ['meeting-planned', meeting, { shows: 'Start the meeting' }],
    ['meeting-date', meeting, { shows: 'Start the meeting', prepare: openDate }],
    ['seat-early', link, { shows: 'It has not begun yet' }],
  ])
  const mark = (move) => house.ask('markMeeting', { id: meetingId, move })
  await mark({ kind: 'start' })
  await everywhere([['meeting-opening', meeting, { shows: 'Hands' }]])
  const { timeline } = await house.ask('readIncident', { id })
  const event = timeline.find(({ state }) => state === 'accepted')
  await mark({ kind: 'part', part: 'timeline' })
  await mark({ kind: 'walk', eventId: event.id })
  await house.ask('addMeetingEntry', { meetingId, kind: 'parked', text: 'A limit on the size of one job.' })
  await everywhere([
    ['meeting-walk', meeting, { shows: 'What did you know at this point?' }],
    ['seat-walk', link, { shows: 'What did you know at this point?' }],
  ])
}

/** A text with a comment, a suggestion, a finding, a picture and a piece of evidence. */
async function fillText(page, { house, id }) {
  const line = await page.evaluate(drawPicture, id)
  const { items } = await house.ask('findEvidence', { incidentId: id, limit: 1 })
  const { draft } = await house.ask('readIncident', { id })
  const [first, ...rest] = draft.text.split('\n\n')
  const blocks = [`${rest[0]} ${blame}`, line, `::evidence ${items[0].id}`]
  const text = [first, ...blocks, ...rest.slice(1)].join('\n\n')
  await house.ask('correctDraft', { incidentId: id, version: draft.version, text })
  const words = rest[0].split(' ').slice(0, 5).join(' ')
  const from = text.indexOf(words)
  const place = {
    kind: 'text',
    from: '',
    to: '',
    quote: words,
    before: text.slice(Math.max(0, from - 20), from),
    after: text.slice(from + words.length, from + words.length + 20),
  }
  await house.ask('addComment', {
    incidentId: id,
    place,
    text: 'Which of the two pools was it? The graph below shows both.',
  })
}

/** Drawn in the page: a graph as somebody would paste it. Answers the line that shows it. */
async function drawPicture(incidentId) {
  const canvas = new OffscreenCanvas(1200, 480)
  const pen = canvas.getContext('2d')
  pen.fillStyle = '#fbfaf7'
  pen.fillRect(0, 0, 1200, 480)
  pen.strokeStyle = '#d8d4cb'
  for (let y = 60; y < 480; y += 90) pen.strokeRect(60, y, 1100, 0)
  pen.strokeStyle = '#0f766e'
  pen.lineWidth = 5
  pen.beginPath()
  for (let x = 0; x <= 1100; x += 10)
    pen.lineTo(60 + x, 420 - 320 / (1 + Math.exp((500 - x) / 70)) - 8 * Math.sin(x / 17))
  pen.stroke()
  const file = await canvas.convertToBlob({ type: 'image/png' })
  const headers = { 'x-second-story': '1' }
  const sent = await fetch('/api/uploads?name=graph.png', { method: 'POST', headers, body: file })
  const { uploadId } = await sent.json()
  const body = JSON.stringify({
    incidentId,
    uploadId,
    words: 'Sessions held by the pool, rising from 14:38 and flat from 14:52 UTC',
  })
  const added = await fetch('/api/addImage', {
    method: 'POST',
    headers: { ...headers, 'content-type': 'application/json' },
    body,
  })
  return (await added.json()).line
}

async function planMeeting(house, incidentId) {
  const { person } = await house.ask('readSelf', {})
  const day = new Date(Date.now() + 6 * 86_400_000).toISOString().slice(0, 10)
  await house.ask('inviteToMeeting', {
    ...{ incidentId, local: `${day}T10:00`, zone: 'Europe/Amsterdam', place: 'Room 4' },
    ...{ personIds: [person.id], addresses: ['lucia@example.org', 'noor@example.org'] },
  })
  const { wall } = await house.ask('readMeeting', { incidentId })
  return { meetingId: wall.id, link: new URL(wall.guestLink).pathname }
}

async function tracker(house) {
  const { integration } = await house.ask('addIntegration', { kind: 'github', name: 'GitHub' })
  return `/settings/integrations/${integration.id}`
}

async function openBeside(page) {
  const open = page.getByRole('button', { name: 'Beside the text' })
  if (await open.isVisible()) await open.click()
}

async function toPicture(page) {
  await page.locator('.shown-block img').first().scrollIntoViewIfNeeded()
  await page.locator('.shown-block .state').first().waitFor()
}

async function openPictureForm(page) {
  await page.keyboard.press('ControlOrMeta+k')
  await page.getByRole('dialog').getByRole('combobox').fill('picture into')
  await page.keyboard.press('Enter')
  await page.getByText('What it shows, in words').waitFor()
}

async function openPeople(page) {
  await page.keyboard.press('ControlOrMeta+k')
  await page.getByRole('dialog').getByRole('combobox').fill('facilitate')
  await page.keyboard.press('Enter')
  await page.waitForTimeout(700)
}

async function openDate(page) {
  await page.getByRole('button', { name: 'Change it' }).click()
  await page.getByLabel('Day').waitFor()
}
