import { describe, expect, test } from 'vitest'
import { escapeHtml, htmlOf, inlineHtml } from './html.ts'

describe('Markdown becomes HTML', () => {
  test.each([
    ['plain *words*', '<p dir="auto">plain <em>words</em></p>'],
    [
      '[x](https://example.org/a?b=1&c=2)',
      'href="https://example.org/a?b=1&#x26;c=2" rel="noopener noreferrer nofollow"',
    ],
    ['| a |\n|---|\n| 1 |', '<div class="wide" role="region" aria-label="Table" tabindex="0"><table>'],
    ['- [x] done', '<span>☑</span> done'],
    ['```sql\nselect 1\n```', '<pre><code>select 1'],
    [
      '![a lock](https://example.org/x.png)',
      '<a href="https://example.org/x.png" rel="noopener noreferrer nofollow">a lock</a>',
    ],
    ['note[^1]\n\n[^1]: below', 'id="text-fn-1"'],
  ])('%j', (markdown, expected) => {
    expect(htmlOf(markdown)).toContain(expected)
  })

  test('headings begin below those of the page and keep their steps', () => {
    expect(htmlOf('# a\n\n## b\n\n### c')).toMatch(/<h3.*a<\/h3>[\s\S]*<h4.*b<\/h4>[\s\S]*<h5.*c<\/h5>/)
    expect(htmlOf('#### a', { topHeading: 2 })).toContain('<h2 dir="auto">a</h2>')
  })

  test('footnotes of two texts on one page have different ids, and their links find them', () => {
    const html = htmlOf('note[^1]\n\n[^1]: below', { name: 'story-2' })
    expect(html).toContain('href="#story-2-fn-1"')
    expect(html).toContain('id="story-2-fn-1"')
  })
})

describe('nothing in a text can act', () => {
  test.each([
    '<script>alert(1)</script>',
    'a <img src=x onerror=alert(1)> b',
    '<svg onload=alert(1)><circle/></svg>',
    '<a href="javascript:alert(1)">x</a>',
    '[x](javascript:alert(1))',
    '[x](JaVaScRiPt:alert(1))',
    '[x](&#106;avascript:alert(1))',
    '[x](data:text/html;base64,PHNjcmlwdD4=)',
    '[x](vbscript:msgbox)',
    '[x](<java\nscript:alert(1)>)',
    '![x](javascript:alert(1))',
    '![x](data:image/svg+xml;base64,PHN2Zz4=)',
    '<iframe src="https://example.org"></iframe>',
    '<style>body{display:none}</style>',
    '<form action="/api/closeSession"><input type=submit></form>',
    '<div style="position:fixed">x</div>',
    '<http://example.org/" onmouseover="alert(1)>',
    '[x]: javascript:alert(1)\n\n[x]',
    '<details open ontoggle=alert(1)>',
    '<p id="text" name="text">',
    '<base href="https://example.org">',
    '`</code><script>alert(1)</script>`',
    '```"><script>\nx\n```',
  ])('%s', (markdown) => {
    const html = htmlOf(markdown)
    const tags = html.match(/<[a-z][^>]*>/gi) ?? []
    for (const tag of tags) {
      expect(tag).toMatch(/^<(?:p|a|em|strong|code|pre|br|h[1-6])\b/)
      expect(tag).not.toMatch(/\son\w+\s*=|javascript:|vbscript:|data:|style=|\ssrc=|\sid=/i)
    }
  })

  test('raw HTML is shown as the characters it is made of', () => {
    expect(htmlOf('a <b>bold</b> move')).toBe('<p dir="auto">a &#x3C;b>bold&#x3C;/b> move</p>')
  })

  test('comments are not shown', () => {
    expect(htmlOf('<!-- a prompt -->')).toBe('')
    expect(htmlOf('a <!-- b --> c')).toBe('<p dir="auto">a  c</p>')
  })
})

const EMPHASES = `${'*a _b '.repeat(3000)}c${' b_ a*'.repeat(3000)}`

describe('texts made to exhaust a reader', () => {
  test.each([
    ['quotes', '>'.repeat(20_000)],
    ['spaced quotes', '> '.repeat(20_000)],
    ['lists', '- '.repeat(20_000)],
    ['numbers', '1. '.repeat(20_000)],
    ['emphasis', `${'*a _b '.repeat(3000)}c${'_ *'.repeat(3000)}`],
    ['closed emphasis', `${'*a _b '.repeat(3000)}c${' b_ a*'.repeat(3000)}`],
    ['nested links', `${'[a '.repeat(3000)}${'](x)'.repeat(3000)}`],
    ['wide table', `${'|a'.repeat(3000)}|\n${'|-'.repeat(3000)}|\n${'|a'.repeat(3000)}|`],
    ['stars', '*'.repeat(20_000)],
    ['mixed emphasis', `${'*_'.repeat(5000)}a${'_*'.repeat(5000)}`],
    ['brackets', '['.repeat(5000)],
    ['images', '!['.repeat(5000)],
    ['deep list', Array.from({ length: 300 }, (_, depth) => `${' '.repeat(depth * 2)}- x`).join('\n')],
    ['deep quote of lists', '> - '.repeat(5000)],
    ['one long line', 'a'.repeat(500_000)],
    ['emphasis behind a fence that raw HTML makes none', `<div>\n\`\`\`\n\n${EMPHASES}`],
    ['emphasis behind a fence in a comment', `<!--\n\`\`\`\n-->\n\n${EMPHASES}`],
    ['emphasis behind a fence that ended with its list', `- a\n  \`\`\`\n\n${EMPHASES}`],
    ['emphasis behind a fence that ended with its quote', `> \`\`\`\n\n${EMPHASES}`],
    ['emphasis behind a fence in a footnote', `[^1]: \`\`\`\n\n${EMPHASES}`],
    ['emphasis behind a fence with other ends of lines', `<div>\r\`\`\`\r\r${EMPHASES}`],
    ['emphasis after code that is closed', `\`\`\`\n\`\`\`\n${EMPHASES}`],
    ['quotes behind a fence that is none', `<div>\n\`\`\`\n\n${'> '.repeat(20_000)}`],
    ['more paragraphs than a call takes arguments', `${'*'.repeat(500)}\n\n${'a\n\n'.repeat(150_000)}`],
    ['quotes whose lines are half lazy', '> a\nb\n'.repeat(20_000)],
    ['underlined headings', 'a\n=\n'.repeat(50_000)],
    ['a list of many thousands', '- a\n\n\n'.repeat(20_000)],
  ])('%s', (_, markdown) => {
    expect(typeof htmlOf(markdown)).toBe('string')
  })
})

test('much code is still code: what is fenced is not weighed', () => {
  const json = JSON.stringify(Array.from({ length: 600 }, () => [['*a*']]))
  expect(htmlOf(`Before.\n\n\`\`\`json\n${json}\n\`\`\`\n\nAfter *it*.`)).toContain('<em>it</em>')
})

test('code in a list, in a quote and set in by spaces is not weighed either', () => {
  const brackets = '[*a*] '.repeat(300)
  const plan = `${' '.repeat(64)}->  Seq Scan on orders`
  for (const code of [
    `- a\n\n  \`\`\`\n  ${brackets}\n  \`\`\``,
    `> \`\`\`\n> ${brackets}\n> \`\`\``,
    `text\n\n    ${brackets}`,
    `\`\`\`\n${plan}\n\`\`\``,
  ]) {
    expect(htmlOf(`${code}\n\nAfter *it*.`)).toContain('<em>it</em>')
  }
})

test('long prose with many names of things is still prose', () => {
  expect(htmlOf(`*So* ${'pg_stat_activity and max_connections '.repeat(400)}`)).toContain('<em>So</em>')
})

test('text in attributes and elements is escaped', () => {
  expect(escapeHtml(`<a href="x" title='y'>&`)).toBe('&#60;a href=&#34;x&#34; title=&#39;y&#39;&#62;&#38;')
})

test('one line keeps its code and its breaks, and nothing else acts', () => {
  expect(inlineHtml('run `rm <x>`\nnow <b>')).toBe('run <code>rm &#60;x&#62;</code><br>now &#60;b&#62;')
})

test('a quote that begins with its kind is set apart, and any other stays a quote', () => {
  const html = htmlOf('> [!NOTE]\n> The lock is held by **one** writer.')
  expect(html).toContain('<blockquote dir="auto" class="callout note"><p class="callout-name">Note</p>')
  expect(html).toContain('<strong>one</strong>')
  expect(htmlOf('> [!SHOUT] a')).not.toContain('callout')
  expect(htmlOf('> plain')).not.toContain('callout')
})
