import { type Rule, rules } from '@secondstory/language'
import { useEffect, useRef } from 'react'
import { buttonClass } from '../kit/Button.tsx'
import { PathLink } from '../PathLink.tsx'
import { paths } from '../paths.ts'
import { OpenPage } from './OpenPage.tsx'
import { useTitle } from './Page.tsx'
import { levelsInWords, ruleGroups } from './rules-order.ts'

/** Every rule with its reason, the question it asks instead, and where that comes from. */
export function Rules() {
  useTitle('The rules')
  useArrivalAtRule()
  const groups = ruleGroups(rules)
  return (
    <OpenPage>
      <h1 tabIndex={-1} className="title text-2xl">
        {rules.length} rules, and why
      </h1>
      <p className="prose-text measure mt-3 text-pretty text-soft">
        A finding is a question to the text, not to its author. Each rule says what it looks for, why those
        words end an inquiry early, and what could be asked in their place. Quotations, code and people’s own
        accounts are left alone.
      </p>
      <div className="mt-6">
        <PathLink to={paths.playground()} className={buttonClass('plain')}>
          Try them on a text
        </PathLink>
      </div>
      <div className="mt-10 grid gap-x-14 lg:grid-cols-[13.5rem_minmax(0,1fr)]">
        <nav aria-label="Groups of rules" className="mb-8 lg:sticky lg:top-8 lg:self-start">
          <ul className="flex flex-wrap gap-x-4 lg:flex-col">
            {groups.map(({ title, slug }) => (
              <li key={slug}>
                <a href={`#${slug}`} className="flex py-2 text-soft hover:text-ink lg:py-1.5">
                  {title}
                </a>
              </li>
            ))}
          </ul>
        </nav>
        <div>
          {groups.map(({ title, slug, about, members }) => (
            <section key={slug} id={slug} aria-label={title} className="mb-12 scroll-mt-8">
              <h2 className="title text-xl">{title}</h2>
              <p className="mt-1 max-w-[42rem] text-md text-soft">{about}</p>
              <div className="mt-4">
                {members.map((rule) => (
                  <RuleEntry key={rule.id} rule={rule} />
                ))}
              </div>
            </section>
          ))}
        </div>
      </div>
    </OpenPage>
  )
}

function RuleEntry({ rule }: { readonly rule: Rule }) {
  return (
    <article
      id={rule.id}
      aria-labelledby={`${rule.id}-name`}
      className="grid scroll-mt-8 gap-x-10 gap-y-3 border-t border-line py-6 target:bg-amber-wash md:grid-cols-[minmax(0,1fr)_15rem]"
    >
      <div className="max-w-[40rem]">
        <h3 id={`${rule.id}-name`} className="text-base font-medium">
          {rule.name}
          <span className="ms-2.5 font-mono text-xs font-normal text-faint">{rule.id}</span>
        </h3>
        <p className="prose-text mt-1.5 text-pretty">{rule.ask}</p>
        <p className="mt-1.5 text-base text-pretty text-soft">{rule.because}</p>
      </div>
      <div className="text-sm text-pretty text-faint md:pt-px">
        <p>{rule.source}.</p>
        <p className="mt-2">{levelsInWords(rule.levels)}</p>
      </div>
    </article>
  )
}

/** The page is drawn after the browser looked for the place in its address. */
function useArrivalAtRule(): void {
  const isThere = useRef(false)
  useEffect(() => {
    if (isThere.current || location.hash === '') return
    isThere.current = true
    document.getElementById(decodeURIComponent(location.hash.slice(1)))?.scrollIntoView()
  }, [])
}
