/** What is tried first by whoever guesses: the words people choose when a password has to be chosen. In lower case. */
export const commonWords: ReadonlySet<string> = new Set(
  `
password passwort passw0rd pass word passphrase secret geheim changeme change default login signin welcome willkommen
hello hallo letmein iloveyou loveyou ilove love lovely lover loves forever admin administrator root user username guest
test testing tester demo sample example temp temporary master mustang shadow sunshine princess prince queen king angel
angels monkey dragon tiger lion bear eagle wolf falcon hawk panther jaguar cobra viper phoenix unicorn butterfly flower
flowers rose daisy lily summer winter spring autumn january february march april june july august september october
november december monday tuesday wednesday thursday friday saturday sunday morning night today tomorrow football
baseball basketball soccer hockey tennis golf cricket rugby liverpool arsenal chelsea barcelona madrid juventus bayern
dortmund yankees cowboys steelers lakers rangers packers ferrari porsche mercedes toyota honda yamaha suzuki harley
corvette camaro michael michelle jennifer jessica ashley amanda nicole daniel thomas robert william charlie andrew
joshua matthew anthony jordan george martin maria anna laura sarah lisa julia andrea peter stefan christian alexander
alexandra benjamin samantha elizabeth victoria hannah sophie emma olivia max maximilian lucas david john james jack
harry oliver computer internet network server system windows microsoft google apple android samsung facebook instagram
twitter youtube amazon netflix linux ubuntu debian oracle cisco github gitlab docker kubernetes jenkins postgres
postgresql mysql database access private security secure safety freedom peace happy happiness lucky magic power money
dollar million business company office work worker manager boss team project service support help support1 sales
starwars pokemon pikachu superman batman spiderman ironman hunter ranger warrior ninja samurai pirate killer hacker
matrix gandalf merlin hogwarts zelda mario naruto minecraft fortnite roblox callofduty counterstrike america england
london paris berlin germany deutschland france india china canada australia newyork california texas florida chicago
boston houston dallas diamond silver golden gold platinum purple orange yellow green blue black white red pink chocolate
coffee cookie cookies banana cherry apple peach pepper ginger cheese pizza whiskey vodka beer wine guitar music metal
rock rocker dance dancer player gamer games game play school college university student teacher doctor mother father
family sister brother daughter baby babygirl babyboy mommy daddy friend friends buddy dude jesus christ church heaven
trustno trustme nothing whatever something anything blink fuckyou fuck sexy hottie badass asshole bullshit abcdef abcd
qwerty qwertz azerty qwertyuiop asdf asdfgh asdfghjkl zxcvbn zxcvbnm qazwsx qazwsxedc qweasd qweasdzxc asdasd qweqwe
zaq12wsx 1qaz2wsx 1qaz2wsx3edc 1q2w3e 1q2w3e4r 1q2w3e4r5t 1234qwer q1w2e3r4 a1b2c3 abc123 123abc aa123456 123123 121212
112233 102030 131313 696969 147258 159753 654321 987654321 666666 777777 888888 correct horse battery staple
correcthorsebatterystaple secondstory second story incident postmortem review reviews
`
    .trim()
    .split(/\s+/),
)
