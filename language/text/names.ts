// Names as evidence. No list can settle who is a person; these only weigh in, together with handles, titles, the roster and the verb.

/** Given names that are hardly ever anything else in an engineer's prose; lower case. */
export const givenNames: ReadonlySet<string> = new Set(
  `imani goran tadeo asif pia amara ngozi thandi zanele kwabena ama efua yaw ifeoma tunde femi wanjiru njeri aditi rohini lakshmi arun suresh mahesh pooja sneha ying ming hui jing xiu tao jun-ho minjun haruto sota hinata akiko naoko kenta bao linh thuy dewi budi siti putri nur aziz farid farah layla noura hala tariq samira yousef
maeve saoirse declan eoin rory callum hamish euan morag bronwyn rhys cerys freja signe astri sigrid torbjorn leif ragnar eino aino jari matti pekka tuomas agata kasia jolanta zbigniew ondrej zuzana tereza vojtech balazs zsolt agnes ildiko mircea ioana bogdana dragan milos jovana ivo zeljko tadej nika stavros eleni yiannis despina ozan cem elif deniz ayse aaron abdul abdullah abigail adam adebayo adrian agnes agnieszka ahmed aisha akira alan albert alejandro aleksander alex alexander alexandra alexei alfred ali alice
alicia alina alison amanda amara amelia amina amir amit amy ana anders andrea andreas andrei andrew andrzej andy angela anika anil anita anja ann anna anne annika anton
antonio anya aoife arjun arthur arturo asha astrid ayesha barbara bartek beatriz ben benedikt benjamin bernard beth bianca bill birgit bjarne björn bob bogdan
boris brandon brenda brian bruno camila carl carla carlos carmen carol caroline carolyn cathy catherine cecilia chen chidi chiara chloe chris christian christina christine
christoph christopher claire clara claudia colin connor cristina cynthia daisuke damian dan dana daniel daniela danny dario darren dave david deborah deepak denis dennis derek
diana diego dieter dimitri dirk divya dmitri dmitry dominik donald donna dorothy doug douglas duncan dylan ed eduardo edward ekaterina elena eleanor elif elisa elise elizabeth ella
ellen emeka emilia emily emma enrique eric erica erik erika ernesto esra esteban esther eugene eva evelyn ewa fatima fatou federico felipe felix fernanda fernando filip fiona
florian frances francesca francesco francisco frank franz fred frida frederik friedrich gabriel gabriela gareth gary gavin geoff george gerald gerard gerhard gina giorgio giovanni giulia
giuseppe gonzalo gordon graham greg gregor gregory greta grigor guido guillermo gunnar gustavo hamid hana hannah hans harald hassan heather heidi heinrich helen helena helga henrik
henry hiroshi holger hugo hussein ian ibrahim ida igor ilse imran ines ingrid irene irina isabel isabella isabelle ivan ivana jacek jacob jaime jakob jakub james jamie jan jana jane janet jason
javier jean jeff jeffrey jenna jennifer jens jeremy jerome jesper jessica jim joanna joanne joao joe joel johan johanna johannes john johnny jon jonas jonathan jorge jose josef joseph josh joshua
juan juanita judith juha juho jukka julia julian juliana julie julien jun juergen jürgen justin kaito karen karim karin karl karolina kate katarina kateryna katherine kathleen kathryn katie katja kavita keiko keith kelly
ken kenji kenneth kevin khadija khalid kim kiran klaus kofi konstantin krishna kristen kristina krzysztof kumar kwame kyle larissa larry lars laszlo laura lauren lea leah leila lena leo leon leonardo leonie leticia lev lewis li
liam lina linda lisa liz lorenzo louis louise luc luca lucas lucia lucy luis luisa lukas luke lydia lynn maciej madeleine magda magdalena magnus mahmoud maja malik manuel manuela marc marcel marcela marcin marco marcos marcus
marek margaret margarita maria mariam mariana marie marika marina mario marisol marius markus marta martha martin martina mary masha mateo mateusz mathias mathieu matt matteo matthew matthias maurice mauricio maximilian mei meera mehmet melanie
melissa michael michal michel michelle miguel mihai mika mike mikael mikhail milan milena mina mira miriam mohamed mohammed moira monika monica morten mustafa nadia nadine nancy naomi natalia natalie natasha nathan neha neil
nia niamh nicholas nick nico nicola nicolas nikhil niklas nikola nikolai nils nina noah noel nora noor norbert norma oksana okafor ola oleg olena olga oliver olivia olivier omar orhan oscar oskar otto owen pablo paola pascal patricia
patrick paul paula paulo pavel pedro per peter petr petra philip philipp philippe pierre pilar piotr priya priyanka rachel radek rafael rahul raj rajesh ralf ramesh ramon rania raphael rashid raul ravi ray raymond rebecca renata renato
ricardo richard rita robert roberto robin rodrigo roger rohan roland roman ronald rosa rosemary roy ruben rudolf rui ruth ryan sabine sabrina sagar said sakura saleh salma sam samantha samir samuel sandeep sandra sanjay santiago sara sarah sasha satoshi scott
sean sebastian sergei sergey sergio shane shannon sharon shaun sheila shirin shreya silvia simon simone siobhan sofia sonia sonja soren søren stacy stan stanislav stefan stefanie stefano stella stephan stephanie stephen steve steven
stuart sunil suresh susan susanne svein sven svetlana sylvia takeshi tamara tanya tara tariq tatiana teresa terry theo theodor theresa thomas thorsten tim timo timothy tobias todd tom tomas tomasz tommy tony torsten tracy trevor ulrich ursula uwe valentina valeria
vera veronica vicente vijay vikram viktor vincent vinod vivek vladimir wei wendy werner wilhelm william wojciech wolfgang xavier xin yael yan yannick yara yasmin yuki yuko yulia yusuf yvonne zainab zara zoe zofia zoltan zsofia
rashida halima matteo reza ferhat lucien emre burak murat zeynep selin kerem umut hamza bilal usman sandeep anjali ashok harish manoj nitin pankaj prakash varun faisal nadeem salim samar walid khaled kareem osama rana lotte maarten jeroen pieter bram ruud wouter sami
lucie thierry thibault didier yves gilles fabien laurent maxime joaquin ignacio ximena marcelo rafaela thiago luigi pietro riccardo silvio alessio lukasz pawel tomas jiri ondra zsofi tamas gabor istvan lenka radka milica nikos kostas yuri olesya pasha nikita oleksandr yelena chinedu uche segun tendai lerato thabo thandiwe wojtek solveig mats mikko ville sanna gabi
evan russell joan lloyd harriet jill louis thea elin mona lukasz ewan oisin liv esi kojo adwoa`
    .split(/\s+/)
    .filter(Boolean),
)

/** Given names that are as often a month, a place, a word or a product: they need a person's company (a title, a surname, a human verb). */
export const ambiguousNames: ReadonlySet<string> = new Set(
  `ada alexa alexis amber angel april ash aurora austin autumn avery bailey blake brook brooklyn bud carter casey chase charlie charlotte chelsea cherry chip christian claude clay cliff crystal dakota dale dallas dawn dean destiny devon
drew eden eve faith fay florence flora ginger glen grace grant harper hazel heath helm holly hope hunter iris ivy jack jade jasmine jasper jordan joy june kent lance lane lee lily logan london lou madison marina mark mason maverick max may melody mercy milan miles
morgan nova olive opal page paige paris parker pat pearl penny phoenix pierce pip poppy quinn ray reed regina reggie rich river rob robin rocky rose rowan ruby rusty sage sandy savannah scarlet sidney sierra sky skylar sterling stone storm summer sue sydney tanner
taylor travis trinity troy tucker tyler ty victor victoria viola violet virginia wade walker ward wes will willow win woody wren guy art bill frank gene jay ken norm pam ron sally val kit don`
    .split(/\s+/)
    .filter(Boolean),
)

/** Surnames and given names that are ordinary words, beside those above and those of the lexicon: at a sentence's start the words around decide. */
export const wordNames: ReadonlySet<string> = new Set(
  `archer baker ball banks barber bass battle bean bell berry best bird bishop bloom bond bone booker booth bowman branch bridge bridges bright brooks brown bull burns bush butcher butler butter
cannon carpenter carver cash castle chance chandler church clark clear close cloud coffee cole cook cooke coop cooper cotton crane cross crow crown curry cutter dancer day diamond dove drake driver duke early earl east farmer farrier field fields finch fish fisher flowers fly foot ford forest foster fowler fox france freeman friend frost
gale gardener garden gates gold golden golding good goodman gray green grey guard gunner hacker hall hammer hand hardy harder hart hawk hawks hay head heart herd hill hood hook house hull hurst judge just keen keys key king kitchen knight
lake lamb law lawless leaf light lights little lock long lord love low mace major mann march marsh marshal marshall miller mills moody moon moore moss new newman nightingale noble north oak oaks ocean orchard
packer park parks parsons patch peacock pepper pike pine pitt plant poll pond pool poor pope porter post potter pound power powers price prince proud queen rain read rice ring rivers rock roof root roots rush
salmon sample savage sawyer sea seal sergeant sharp shepherd ship shore short silver singer sky small smart smith snow song sparks spears spark speed spring stark steel steward stock street strong sun sung swan sweet swift
tailor tank taper teller temple thorn tower towers town townsend trapper tree tripp turner underwood vale vane wall walls waters way weaver webb weeks well wells west wheeler white wild wind winter winters wise wolf wood woods wright young`
    .split(/\s+/)
    .filter(Boolean),
)

/** Products, tools and places that look like names; lower case. A word here is never a person without the roster saying so. */
export const products: ReadonlySet<string> = new Set(
  `jenkins sentry jaeger grafana prometheus alertmanager pagerduty opsgenie victoriametrics datadog splunk kibana elasticsearch logstash fluentd terraform ansible puppet chef salt vagrant docker kubernetes helm istio linkerd envoy consul vault nomad
hadrian trajan mercury apollo hermes atlas athena titan orion zeus redis postgres postgresql mysql mariadb mongo mongodb cassandra kafka rabbitmq celery flink spark airflow snowflake redshift dynamo dynamodb lambda github gitlab bitbucket circleci
travis-ci argo argocd flux spinnaker bamboo jira confluence slack zoom teams linear asana trello notion figma fastly cloudflare akamai netlify heroku vercel aws azure gcp google amazon microsoft apple oracle linode hetzner ovh squarespace
stripe twilio okta auth0 cognito maven gradle bazel webpack django rails laravel spring java python ruby rust golang node react angular vue linux ubuntu debian fedora windows android alexa siri cortana monday tuesday wednesday thursday friday saturday sunday
january february march july august september october november december england scotland ireland wales france germany spain italy india china japan singapore sydney dublin frankfurt london paris oregon ohio virginia california montreal tokyo mumbai stockholm berlin
travis codecov dependabot renovate nginx apache traefik haproxy caddy varnish squid puma unicorn sidekiq jupyter jupyterhub binderhub ethereum bitcoin cosmos`
    .split(/\s+/)
    .filter(Boolean),
)

/** Coding agents and models by name, and the nouns for them; they act like a worker and are judged like one. */
export const agentNames: ReadonlySet<string> = new Set(
  'claude codex copilot gemini chatgpt gpt gpt-4 gpt-5 cursor devin windsurf aider llama mistral grok opus sonnet haiku'.split(
    ' ',
  ),
)
