/**
 * What a shell command does to the world: reads, changes, changes for good. Rules over the words of each part
 * of the command; a command no rule knows is neither, and stays for people to look at.
 */

/** From nothing to everything: a line of several commands does what its gravest part does. */
export type Reach = 'reads' | 'works' | 'changes' | 'ends'

const ranks: readonly Reach[] = ['reads', 'works', 'changes', 'ends']

function gravest(reaches: readonly Reach[]): Reach {
  return ranks[Math.max(0, ...reaches.map((reach) => ranks.indexOf(reach)))] ?? 'works'
}

/** Tried and not done. */
const rehearsal = /\s--(?:dry-run(?!=none)|check|diff-only|whatif)\b|\s--dryrun\b/i

/** What cannot be taken back. */
const ending: readonly RegExp[] = [
  /^rm\s/,
  /^(?:shred|mkfs\S*|dropdb|wipefs)\b/,
  /^dd\s.*\bof=/,
  /^find\s.*\s-delete\b/,
  /^git\s(?:.*\s)?push\s.*(?:--force|-f\b|--delete|--mirror)/,
  /^git\s(?:.*\s)?(?:reset\s.*--hard|clean\s.*-\w*f|branch\s.*-D|filter-branch|stash\s(?:drop|clear))/,
  /^(?:kubectl|oc)\s(?:.*\s)?delete\b/,
  /^helm\s(?:.*\s)?(?:uninstall|delete)\b/,
  /^(?:terraform|tofu|pulumi|cdk|terragrunt)\s(?:.*\s)?(?:destroy|state\srm)\b/,
  /^aws\s(?:.*\s)?(?:delete-\S+|terminate-\S+|s3\srb|s3\srm)\b/,
  /^(?:gcloud|az|doctl|heroku|flyctl|fly)\s(?:.*\s)?(?:delete|destroy|purge)\b/,
  /^docker\s(?:rmi|volume\srm|volume\sprune|system\sprune)\b/,
  /^(?:npm|pnpm|yarn|cargo|twine|gem)\s(?:publish|upload|push)\b/,
  /^redis-cli\s.*\bflush(?:all|db)\b/i,
  /^gh\s(?:repo|release|secret|workflow)\s(?:delete|remove)\b/,
  /^curl\s.*(?:-X|--request)[\s=]?DELETE\b/i,
]

/** What others notice: services, clusters, branches, hosts. */
const changing: readonly RegExp[] = [
  /^(?:kubectl|oc)\s(?:.*\s)?(?:apply|create|scale|patch|edit|set|replace|cordon|uncordon|drain|taint|annotate|label|expose|run|autoscale|rollout\s(?:undo|restart|pause|resume))\b/,
  /^helm\s(?:.*\s)?(?:install|upgrade|rollback)\b/,
  /^(?:terraform|tofu|terragrunt)\s(?:.*\s)?(?:apply|import|taint|untaint|state\smv)\b/,
  /^(?:pulumi\s(?:up|refresh)|cdk\sdeploy|serverless\sdeploy|sls\sdeploy|ansible-playbook|argocd\sapp\s(?:sync|rollback|set))\b/,
  /^git\s(?:.*\s)?push\b/,
  /^gh\s(?:pr\s(?:merge|create|close)|release\s(?:create|upload)|workflow\s(?:run|enable|disable)|secret\sset|variable\sset)\b/,
  /^gh\sapi\s.*(?:-X|--method)[\s=]?(?:POST|PUT|PATCH|DELETE)\b/i,
  /^aws\s(?:.*\s)?(?:(?:put|create|update|modify|start|stop|reboot|attach|detach|run|set|register|deregister|deploy|enable|disable|tag|invoke|restore|failover)-?\S*|s3\s(?:cp|mv|sync))\s/,
  /^(?:gcloud|az|doctl|heroku|flyctl|fly|vercel|netlify|railway)\s(?:.*\s)?(?:create|update|deploy|set|add|remove|start|stop|restart|resize|scale|rollback|releases:rollback|config:set|apply|--prod)\b/,
  /^systemctl\s(?:.*\s)?(?:start|stop|restart|reload|enable|disable|mask)\b/,
  /^service\s\S+\s(?:start|stop|restart|reload)\b/,
  /^docker(?:-compose|\scompose)?\s(?:.*\s)?(?:run|stop|restart|kill|push|up|down|rm|update)\b/,
  /^(?:kill|pkill|killall|reboot|shutdown|halt|crontab|iptables|nft|ufw|mount|umount)\b/,
  /^curl\s.*(?:(?:-X|--request)[\s=]?(?:POST|PUT|PATCH)\b|\s(?:-d|--data\S*|-F|--form|-T|--upload-file)\s)/i,
  /^redis-cli\s.*\b(?:set|del|expire|config\sset|unlink)\b/i,
  /\b(?:db:migrate|migrate\sdeploy|alembic\s(?:upgrade|downgrade)|manage\.py\smigrate|flyway\smigrate|liquibase\supdate)\b/,
  /^(?:make|npm\srun|pnpm(?:\srun)?|yarn(?:\srun)?|just|task)\s(?:deploy|release|rollback|promote)/,
  /^\S*(?:deploy|release|rollback|failover|promote)\S*\.(?:sh|py|rb|js|ts)\b/,
]

/** What only looks. */
const reading: readonly RegExp[] = [
  /^(?:ls|ll|cat|bat|head|tail|less|more|grep|egrep|fgrep|rg|ag|fd|wc|pwd|cd|echo|printf|which|whereis|env|printenv|date|whoami|id|hostname|uname|uptime|ps|top|htop|df|du|free|stat|file|diff|cmp|sort|uniq|cut|awk|jq|yq|tr|column|tree|history|man|type|test|true|sleep|journalctl|dmesg|netstat|ss|lsof|ping|dig|nslookup|host|traceroute|md5sum|sha256sum|basename|dirname|realpath|readlink|nl|xxd|exit|set|export|:)(?:\s|$)/,
  /^find\s(?!.*\s-(?:delete|exec))/,
  /^sed\s(?!.*\s-\w*i)/,
  /^git\s(?:-\S+\s(?:\S+\s)?)*(?:status|log|diff|show|blame|rev-parse|ls-files|ls-remote|fetch|grep|describe|shortlog|reflog|cat-file|merge-base|remote(?:\s-v|\sshow)?|config\s--(?:get|list)|stash\slist|branch(?!\s.*-[dDmM])|tag\s-l)(?:\s|$)/,
  /^(?:kubectl|oc)\s(?:.*\s)?(?:get|describe|logs|top|explain|version|cluster-info|api-resources|events|diff|auth\scan-i|config\s(?:view|current-context|get-contexts)|rollout\s(?:status|history))(?:\s|$)/,
  /^helm\s(?:.*\s)?(?:list|ls|status|get|history|template|show|search|lint|diff)(?:\s|$)/,
  /^(?:terraform|tofu|terragrunt)\s(?:.*\s)?(?:plan|show|validate|fmt|output|version|graph|providers|state\s(?:list|show|pull))(?:\s|$)/,
  /^aws\s(?:.*\s)?(?:describe-\S+|list-\S+|get-\S+|lookup-\S+|filter-\S+|head-\S+|s3\sls|logs\stail)(?:\s|$)/,
  /^(?:gcloud|az|doctl|heroku|flyctl|fly)\s(?:.*\s)?(?:list|describe|show|status|logs?|info|get-\S+|read)(?:\s|$)/,
  /^docker(?:-compose|\scompose)?\s(?:ps|logs|inspect|images|stats|version|top|config)(?:\s|$)/,
  /^systemctl\s(?:.*\s)?(?:status|list-\S+|is-\S+|show|cat)(?:\s|$)/,
  /^gh\s(?:pr\s(?:view|list|diff|checks|status)|run\s(?:list|view|watch)|issue\s(?:view|list)|release\s(?:list|view)|api|auth\sstatus)(?:\s|$)/,
  /^(?:curl|wget|http)\s/,
  /^(?:npm|pnpm|yarn|bun)\s(?:run\s)?(?:test|t|lint|typecheck|check|ls|list|view|outdated|why|audit)(?::\S+)?(?:\s|$)/,
  /^(?:npx\s)?(?:pytest|vitest|jest|tsc|eslint|prettier\s--check|biome\scheck|ruff\scheck|mypy|phpunit|rspec)(?:\s|$)/,
  /^(?:python3?\s-m\s)?(?:pytest|unittest)(?:\s|$)/,
  /^(?:go\s(?:test|vet|list|version|build)|cargo\s(?:test|check|clippy|tree|build)|make\s(?:test|lint|check)|mvn\stest|gradle\stest)(?:\s|$)/,
]

const sqlClient = /\b(?:psql|mysql|mariadb|sqlite3|mongosh?|cockroach|clickhouse-client|snowsql|bq)\b/
const sqlEnding =
  /\b(?:drop\s+(?:table|database|schema|index|column)|truncate\s|delete\s+from)|\.drop\(|deleteMany\(/i
const sqlChanging =
  /\b(?:update\s+\S+\s+set|insert\s+into|alter\s+\w+|create\s+\w+|grant\s|revoke\s|pg_terminate_backend|pg_cancel_backend|reindex|vacuum)|\.(?:update|insert)\w*\(/i

/** Files that can be made again by building. */
const rebuilt =
  /^(?:\.?\/)?(?:\S*\/)?(?:node_modules|dist|build|target|coverage|out|tmp|\.cache|\.next|\.vite|__pycache__|\.pytest_cache)(?:\/\S*)?$|^\/tmp\/|\.(?:log|tmp|pyc|o)$/

const LONGEST_COMMAND = 8000

/** What a command line does, by its gravest part. */
export function reachOf(command: string, depth = 0): Reach {
  const text = withoutBodies(command.slice(0, LONGEST_COMMAND))
  if (sqlClient.test(text)) {
    if (sqlEnding.test(command.slice(0, LONGEST_COMMAND))) return 'ends'
    return sqlChanging.test(command.slice(0, LONGEST_COMMAND)) ? 'changes' : 'reads'
  }
  return gravest(
    partsOf(text)
      .slice(0, 60)
      .map((part) => reachOfPart(part, depth)),
  )
}

function reachOfPart(part: string, depth: number): Reach {
  const inner = depth < 3 ? innerOf(part) : null
  if (inner !== null) return reachOf(inner, depth + 1)
  const plain = bare(part)
  if (plain === '') return 'reads'
  if (rehearsal.test(plain)) return 'reads'
  if (/^rm\s/.test(plain) && targetsOf(plain).every((target) => rebuilt.test(target))) return 'works'
  if (ending.some((pattern) => pattern.test(plain))) return 'ends'
  if (changing.some((pattern) => pattern.test(plain))) return 'changes'
  const writes = /(?:^|[^0-9&>])>{1,2}\s*(?!&|\/dev\/null)/.test(plain)
  if (writes) return /\s*>{1,2}\s*(?:\/etc\/|\/var\/|\/proc\/|\/sys\/)/.test(plain) ? 'changes' : 'works'
  return reading.some((pattern) => pattern.test(plain)) ? 'reads' : 'works'
}

function targetsOf(removal: string): readonly string[] {
  const targets = removal
    .split(/\s+/)
    .slice(1)
    .filter((word) => !word.startsWith('-'))
    .map((word) => word.replace(/^["']|["']$/g, ''))
  return targets.length === 0 ? [''] : targets
}

/** The command another one carries: `bash -lc "…"`, `ssh host "…"`, `kubectl exec pod -- …`. */
function innerOf(part: string): string | null {
  const shell = /^(?:sudo\s+(?:-\S+\s+)*)?(?:\S*\/)?(?:ba|z|da|k)?sh\s+(?:-\w+\s+)*-\w*c\s+([\s\S]+)$/.exec(
    bare(part),
  )
  if (shell !== null) return unquoted(shell[1] ?? '')
  const remote = /^ssh\s+(?:-\S+\s+(?:[^\s-]\S*=\S+\s+)?)*\S+\s+([\s\S]+)$/.exec(bare(part))
  if (remote !== null) return unquoted(remote[1] ?? '')
  const exec = /^(?:kubectl|oc|docker|podman)\s(?:[^"']*\s)?exec\s[^"']*?\s--\s+([\s\S]+)$/.exec(bare(part))
  return exec === null ? null : (exec[1] ?? '')
}

function unquoted(text: string): string {
  const trimmed = text.trim()
  const quote = trimmed[0]
  const isQuoted = (quote === '"' || quote === "'") && trimmed.endsWith(quote) && trimmed.length > 1
  return isQuoted ? trimmed.slice(1, -1).replaceAll('\\"', '"') : trimmed
}

/** A part without what stands before the command: variables, sudo, time, xargs. */
function bare(part: string): string {
  let text = part.trim().replace(/^[({!]\s*/, '')
  for (let round = 0; round < 8; round++) {
    const next = text.replace(
      /^(?:[A-Za-z_]\w*=(?:"[^"]*"|'[^']*'|\S*)\s+|(?:sudo|doas)\s+(?:-[a-zA-Z]\s+)*|(?:time|nohup|command|exec|env|then|do|else|nice)\s+|timeout\s+(?:-\S+\s+)*\d\S*\s+|xargs\s+(?:-\S+\s+(?:\d+\s+)?)*)/,
      '',
    )
    if (next === text) break
    text = next
  }
  return text.replace(/\s+/g, ' ')
}

/** Here-documents are what is written, not what is run. */
function withoutBodies(text: string): string {
  return text.replace(/<<-?\s*["']?(\w+)["']?([^\n]*)\n[\s\S]*?(?:\n\s*\1(?=\s|$)|$)/g, '$2')
}

/** A command line at its joints: `&&`, `||`, `;`, `|`, `&` and line ends that stand outside of quotes. */
function partsOf(text: string): readonly string[] {
  const parts: string[] = []
  let quote = ''
  let from = 0
  for (let at = 0; at < text.length; at++) {
    const letter = text[at] ?? ''
    if (letter === '\\') at++
    else if (quote !== '') quote = letter === quote ? '' : quote
    else if (letter === '"' || letter === "'") quote = letter
    else if (letter === ';' || letter === '|' || letter === '\n' || isJoint(text, at)) {
      parts.push(text.slice(from, at))
      from = at + 1
    }
  }
  parts.push(text.slice(from))
  return parts
}

/** "&" joins two commands; in "2>&1" and "&>" it is part of a redirection. */
function isJoint(text: string, at: number): boolean {
  return text[at] === '&' && text[at - 1] !== '>' && text[at + 1] !== '>'
}
