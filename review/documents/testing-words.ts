/** Generated words for laws. For tests alone. */
import fc from 'fast-check'
import { sayWithoutPronouns } from './pronouns.ts'

/** Pieces that have a meaning in Markdown, YAML, HTML or in our own marks, thrown together with anything else. */
const piece = fc.oneof(
  { weight: 3, arbitrary: fc.string({ unit: 'binary', maxLength: 6 }) },
  { weight: 3, arbitrary: fc.lorem({ maxCount: 4 }) },
  {
    weight: 6,
    arbitrary: fc.constantFrom(
      ...[
        '|',
        '\\',
        '\\|',
        '\n',
        '\r\n',
        '\r',
        '\n\n',
        '`',
        '```',
        '```\n',
        '~~~~\n',
        '\n```sql\nselect 1',
        '---',
        '\n---\n',
      ],
      ...[
        '## ',
        '\n## Timeline',
        '\n## Impact\n\n| Measure | Known |\n|---|---|\n',
        '# ',
        '### ',
        ' #',
        '##',
        '- ',
        '* ',
        '> ',
      ],
      ...[
        '<br>',
        '<BR/>',
        '&#13;',
        '&amp;',
        '&#',
        '<script>alert(1)</script>',
        '<!--',
        '-->',
        '<!-- prose -->',
        '\n<!-- same section -->\n',
      ],
      ...[
        '\n<!-- fence closed here -->',
        '<!-- as it was -->',
        '<!-- prose -->\n',
        '[a](javascript:x)',
        '| a | b |\n|---|---|\n| 1 | 2 |',
      ],
      ...[
        '👩‍🚒',
        'שלום עולם',
        '\u202e',
        '\u2028',
        '\u00a0',
        '\ufeff',
        '\ud83d',
        '\u0000',
        'ß',
        'a: b',
        '"',
        "'",
        '#',
        '(system)',
        ' (role)',
        'about ',
      ],
    ),
  },
)
/** Any text at all. */
export const anyText = fc.array(piece, { maxLength: 6 }).map((pieces) => pieces.join(''))

/** Text as a published record holds it: no half of a surrogate pair, no character 0, no word for one person. */
export const storedText = anyText.map((text) => {
  // biome-ignore lint/suspicious/noControlCharactersInRegex: the character 0 is what must not be there
  const whole = text.replace(/[\u0000\p{Surrogate}]/gu, '\uFFFD')
  return asPublished(whole)
})
/** The same on one line, within the limits of a title. */
export const storedLine = storedText.map((text) =>
  asPublished([...text.replace(/[\p{Cc}\p{Zl}\p{Zp}]+/gu, ' ')].slice(0, 90).join('').trim()),
)

// Cutting a line can make a pronoun: "closed here" becomes "closed her".
function asPublished(text: string): string {
  return sayWithoutPronouns(text).text
}
