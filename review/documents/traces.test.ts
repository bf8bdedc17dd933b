import { describe, expect, test } from 'vitest'
import { withholdDisguised } from './disguise.ts'
import { tracesOf } from './traces.ts'

const people = [{ name: 'Zoë Lindqvist', marks: ['@zoe.l', 'zoe@harbour.example', 'U024ZOE9'] }]
const traces = (text: string) => tracesOf([text], people)

describe('a name is read in whatever it is hidden', () => {
  test.each([
    ['in plain words', 'Zoë Lindqvist restarted it'],
    ['without its marks', 'zoe lindqvist'],
    ['in a link', '[log](https://wiki.example/zoe-lindqvist/log)'],
    ['in a file name', 'screenshot-Zoe_Lindqvist-2026.png'],
    ['in camel case', 'logsOfZoeLindqvist.txt'],
    ['in percent signs', 'https://wiki.example/Zo%C3%AB%20Lindqvist'],
    ['in entities', 'Zo&#235;&nbsp;Lindqvist and Zo&euml; &#x4c;indqvist'],
    ['in escapes', String.raw`{"by": "Zo\u00eb Lindqvist"}`],
    ['in base64', 'token Wm9lIExpbmRxdmlzdA== of the run'],
    ['in code', '```\nacquired by zoe.l\n```'],
    ['in the words of a picture', '<img alt="Zoë Lindqvist at the desk" src="a.png">'],
    ['in a picture', '<svg><text>Zo<tspan>ë</tspan> Lindqvist</text></svg>'],
    ['in marks of Markdown', 'Z**o**ë Lindqvist'],
    ['in hyphens nobody sees', 'Zo\u00ADë Lind\u200Bqvist'],
    ['in letters that look alike', 'Zоë Lindqvist'.replace('L', 'L')],
    ['in wide letters', 'Ｚｏｅ Ｌｉｎｄｑｖｉｓｔ'],
    ['as an address', 'mailto:zoe@harbour.example'],
    ['as an id', 'opened by U024ZOE9'],
  ])('%s', (_where, text) => {
    expect(traces(text)).toEqual(['Zoë Lindqvist'])
  })

  test.each(['zoe restarted it', 'the zoology department of Lindqvistia', 'Wm9lIExpbmRxdmlz', 'zoe.lab', ''])(
    'and not in "%s"',
    (text) => {
      expect(traces(text)).toEqual([])
    },
  )
})

describe('the gate takes a disguise out', () => {
  const isNamed = (text: string) => /zo[eë]|lindqvist/i.test(text)
  test.each([
    ['see https://wiki.example/Zo%C3%AB now', 'see [withheld: link] now'],
    ['Zo&#235;&nbsp;Lindqvist wrote', '[withheld: encoded text] wrote'],
    ['token Wm9lIExpbmRxdmlzdA== ran', 'token [withheld: encoded text] ran'],
    ['Lind\u00ADqvist', '[withheld: encoded text]'],
    ['Zое is here', '[withheld: encoded text] is here'],
    ['50%25 of AT&amp;T in base64: aGVsbG8gd29ybGQ=', '50%25 of AT&amp;T in base64: aGVsbG8gd29ybGQ='],
    ['a sha256 of 9f86d081884c7d659a2feaa0c55ad015', 'a sha256 of 9f86d081884c7d659a2feaa0c55ad015'],
  ])('%s', (text, expected) => {
    expect(withholdDisguised(text, isNamed).text).toBe(expected)
  })
})
