"""Who does what to whom, and in which tense and mood, construction by construction; checked by hand.

A row: sentence | trigger (n: a noun, p: a phrase) | role names, ...; ... | tense mood aspect cues, as far as they are
checked | ! why the parser fails. Agent and patient are compared in every row, also where the row names none; other
roles where it names them.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import cache
from typing import NamedTuple

import pytest
from spacy.tokens import Doc

from extract.parse import parse
from extract.predicates import predicates
from extract.types import Article, Language, Predicate

ENGLISH = """
= active
Valmora bought Brightwell. | buy | agent Valmora; patient Brightwell | past indicative
On Monday, Harlow Foods acquired Brightwell Systems for $3 billion. | acquire | agent Harlow Foods; patient Brightwell Systems | past
Kestrel is suing Ombra Labs over unpaid royalties. | sue | agent Kestrel; patient Ombra Labs | present progressive
Tolvane sold Pelion to Merevale Capital. | sell | agent Tolvane; patient Pelion; to Merevale Capital | past
= passive
Brightwell was bought by Valmora. | buy | agent Valmora; patient Brightwell | past passive
Pelion will be acquired by Harlow Foods in June. | acquire | agent Harlow Foods; patient Pelion | future passive
Ombra has been sued by Kestrel and Tolvane. | sue | agent Kestrel, Tolvane; patient Ombra | past perfect passive
Pelion was sold to Merevale for $40 million. | sell | patient Pelion; to Merevale | past passive
= relative clause, subject
Valmora, which bought Brightwell in 2019, reported a profit. | buy | agent Valmora; patient Brightwell | past
Kestrel, which has sued Ombra Labs, declined to comment. | sue | agent Kestrel; patient Ombra Labs | past perfect
The fund that controls Tolvane is based in Oslo. | control | patient Tolvane | present
= relative clause, object
Brightwell, which Valmora bought in 2019, makes sensors. | buy | agent Valmora; patient Brightwell | past
Ombra Labs, which Kestrel sued last year, has won. | sue | agent Kestrel; patient Ombra Labs | past
Pelion, which was acquired by Harlow Foods, will close a plant. | acquire | agent Harlow Foods; patient Pelion | past passive
= relative clause without pronoun
The company Valmora bought last year is Brightwell. | buy | agent Valmora; patient Brightwell | past ! the parser takes Valmora for an apposition of the company
Pelion is a firm Harlow Foods acquired in 2020. | acquire | agent Harlow Foods; patient Pelion | past ! the parser takes a firm for an adjective of the name
Kestrel said the supplier it sued was Ombra. | sue | patient Ombra | past ! the subject of the copula is a noun, the name what is said of it
= reduced relative
Brightwell, bought by Valmora in 2019, makes sensors. | buy | agent Valmora; patient Brightwell | past passive
Pelion, owned by Merevale Capital, opened a shop. | own | agent Merevale Capital; patient Pelion | passive
Firms controlled by Tolvane include Ombra. | control | agent Tolvane | passive
= participial opening
Backed by Merevale Capital, Pelion will open ten shops. | back | agent Merevale Capital; patient Pelion | passive
Having bought Brightwell, Valmora now wants Pelion. | buy | agent Valmora; patient Brightwell | past perfect
After acquiring Ombra Labs, Kestrel cut 200 jobs. | acquire | agent Kestrel; patient Ombra Labs | past
= control
Valmora agreed to buy Brightwell. | buy | agent Valmora; patient Brightwell | infinitive verb:agree
Harlow Foods plans to acquire Pelion next year. | acquire | agent Harlow Foods; patient Pelion | infinitive verb:plan
Kestrel is considering suing Ombra. | sue | agent Kestrel; patient Ombra | verb:consider
Tolvane has decided to sell Pelion to Merevale. | sell | agent Tolvane; patient Pelion; to Merevale | infinitive verb:decide
= raising
Valmora is expected to buy Brightwell. | buy | agent Valmora; patient Brightwell | infinitive verb:expect
Pelion is set to be acquired by Harlow Foods. | acquire | agent Harlow Foods; patient Pelion | passive verb:set
Kestrel is likely to sue Ombra. | sue | agent Kestrel; patient Ombra | infinitive
Tolvane appears to have sold Pelion. | sell | agent Tolvane; patient Pelion | infinitive perfect
= object control
The regulator ordered Valmora to sell Brightwell. | sell | agent Valmora; patient Brightwell | infinitive verb:order
Shareholders asked Harlow Foods to buy Pelion. | buy | agent Harlow Foods; patient Pelion | infinitive verb:ask
Tolvane was forced to sell Ombra Labs. | sell | agent Tolvane; patient Ombra Labs | infinitive verb:force
= coordination of verbs
Valmora bought Brightwell and sold Pelion. | sell | agent Valmora; patient Pelion | past
Harlow Foods sued Tolvane but later acquired Ombra. | acquire | agent Harlow Foods; patient Ombra | past
Pelion was founded in 1999 and bought by Merevale in 2012. | buy | agent Merevale; patient Pelion | passive
= coordination of subjects
Valmora and Harlow Foods bought Brightwell. | buy | agent Valmora, Harlow Foods; patient Brightwell | past
Kestrel and Tolvane have sued Ombra Labs. | sue | agent Kestrel, Tolvane; patient Ombra Labs | past
Merevale Capital, Pelion and Ombra will acquire Brightwell. | acquire | agent Merevale Capital, Pelion, Ombra; patient Brightwell | future
= coordination of objects
Valmora bought Brightwell and Pelion. | buy | agent Valmora; patient Brightwell, Pelion | past
Kestrel is suing both Ombra Labs and Tolvane. | sue | agent Kestrel; patient Ombra Labs, Tolvane | present
Harlow Foods acquired Pelion from Merevale and Tolvane. | acquire | agent Harlow Foods; patient Pelion; from Merevale, Tolvane | past
= apposition
Valmora, a maker of sensors, bought Brightwell. | buy | agent Valmora; patient Brightwell | past
Pelion, a subsidiary of Harlow Foods, closed a plant. | n:subsidiary | apposition Pelion; patient Harlow Foods
The carmaker Tolvane sued its former partner, Ombra Labs. | sue | agent Tolvane; patient Ombra Labs | past
Kestrel acquired Brightwell Systems, an Irish software firm. | acquire | agent Kestrel; patient Brightwell Systems | past
= copula
Pelion is a subsidiary of Harlow Foods. | n:subsidiary | agent Pelion; apposition Pelion; patient Harlow Foods
Ombra Labs was once a unit of Tolvane. | n:unit | agent Ombra Labs; apposition Ombra Labs; patient Tolvane
Kestrel remains the owner of Brightwell. | n:owner | agent Kestrel; apposition Kestrel; patient Brightwell
= nominalisation
The acquisition of Brightwell by Valmora was announced on Monday. | n:acquisition | agent Valmora; patient Brightwell
A takeover of Ombra Labs by Kestrel would create a giant. | n:takeover | agent Kestrel; patient Ombra Labs
The sale of Pelion to Merevale Capital is complete. | n:sale | patient Pelion; to Merevale Capital
= possessive
Valmora's acquisition of Brightwell was cleared. | n:acquisition | agent Valmora; patient Brightwell; possessor Valmora
Analysts welcomed Harlow Foods' purchase of Pelion. | n:purchase | agent Harlow Foods; patient Pelion
Brightwell's takeover by Valmora is near. | n:takeover | agent Valmora; patient Brightwell
Kestrel's lawsuit against Ombra Labs was dismissed. | n:lawsuit | agent Kestrel; against Ombra Labs
= support verb
Valmora completed its acquisition of Brightwell. | n:acquisition | agent Valmora; patient Brightwell | verb:complete
Kestrel filed a lawsuit against Ombra Labs in Texas. | n:lawsuit | agent Kestrel; against Ombra Labs | verb:file
Harlow Foods announced the purchase of Pelion from Tolvane. | n:purchase | agent Harlow Foods; patient Pelion; from Tolvane | verb:announce
Tolvane has launched a bid for Ombra. | n:bid | agent Tolvane; for Ombra | verb:launch
= verb that happens to the subject
Ombra Labs faces a lawsuit from Kestrel. | n:lawsuit | recipient Ombra Labs; from Kestrel
Pelion received an offer from Harlow Foods. | n:offer | recipient Pelion; from Harlow Foods ! receive is in both lists of support verbs: it lends its subject as agent too
Tolvane rejected a bid from Merevale Capital. | n:bid | recipient Tolvane; from Merevale Capital | verb:reject
= particle
Valmora took over Brightwell in 2019. | take over | agent Valmora; patient Brightwell | past
Harlow Foods snapped up Pelion for $40 million. | snap up | agent Harlow Foods; patient Pelion | past
Brightwell was taken over by Merevale Capital. | take over | agent Merevale Capital; patient Brightwell | past passive
= phrase with words between
Valmora took full control of Brightwell. | p:take control of | agent Valmora; patient Brightwell | past
Harlow Foods won a $2 billion supply contract from Pelion. | p:win contract from | agent Harlow Foods; patient Pelion | past
Merevale Capital has bought a 12% stake in Tolvane. | p:buy stake in | agent Merevale Capital; patient Tolvane | past perfect
= infinitive of purpose
Valmora raised $2 billion to buy Brightwell. | buy | agent Valmora; patient Brightwell | infinitive
Harlow Foods hired bankers to sell Pelion. | sell | agent Harlow Foods; patient Pelion | infinitive
Kestrel went to court to block Ombra. | block | agent Kestrel; patient Ombra | infinitive
= headline
Valmora to buy Brightwell | buy | agent Valmora; patient Brightwell | infinitive
Harlow Foods Buys Pelion | buy | agent Harlow Foods; patient Pelion | present ! a headline this short in Title Case is one long name to the tagger
KESTREL SUES OMBRA LABS OVER UNPAID ROYALTIES | sue | agent KESTREL; patient OMBRA LABS | present
Tolvane to Sell Ombra Labs to Merevale | sell | agent Tolvane; patient Ombra Labs; to Merevale | infinitive ! a headline this short in Title Case is one long name to the tagger
Pelion acquired by Harlow Foods for $40 million | acquire | agent Harlow Foods; patient Pelion | passive
= sums in the way
Valmora paid $3.4 billion in cash and shares to acquire Brightwell. | acquire | agent Valmora; patient Brightwell | infinitive
Merevale Capital will invest up to 5 billion euros in Pelion. | invest | agent Merevale Capital; in Pelion | future
Harlow Foods bought a 30 percent stake worth $12 million in Ombra. | p:buy stake in | agent Harlow Foods; patient Ombra | past
= list of names
Valmora, Kestrel, Tolvane and Pelion invested in Ombra Labs. | invest | agent Valmora, Kestrel, Tolvane, Pelion; in Ombra Labs | past ! the parser takes the verb for a participle on the list
Harlow Foods sued Kestrel, Tolvane and Ombra. | sue | agent Harlow Foods; patient Kestrel, Tolvane, Ombra | past
The round was led by Merevale Capital, Kestrel and Pelion. | lead | agent Merevale Capital, Kestrel, Pelion | past passive
= negation
Valmora did not buy Brightwell. | buy | agent Valmora; patient Brightwell | past negated
Harlow Foods has never sued Pelion. | sue | agent Harlow Foods; patient Pelion | past negated
Kestrel will not be acquired by Tolvane. | acquire | agent Tolvane; patient Kestrel | future passive negated
= modal
Valmora may buy Brightwell. | buy | agent Valmora; patient Brightwell | conditional modal:may
Kestrel could sue Ombra Labs within weeks. | sue | agent Kestrel; patient Ombra Labs | conditional modal:could
Pelion might be sold to Merevale. | sell | patient Pelion; to Merevale | conditional passive modal:might
= condition
If Valmora buys Brightwell, prices will rise. | buy | agent Valmora; patient Brightwell | condition:if
Kestrel will leave unless Tolvane acquires Pelion. | acquire | agent Tolvane; patient Pelion | condition:unless
Valmora would have bought Brightwell without the crisis. | buy | agent Valmora; patient Brightwell | counterfactual
= question
Will Valmora buy Brightwell? | buy | agent Valmora; patient Brightwell | question:?
Why did Harlow Foods sue Pelion? | sue | agent Harlow Foods; patient Pelion | question:? ! the parser takes an unknown name and the verb for nouns
Is Kestrel about to be acquired by Tolvane? | acquire | agent Tolvane; patient Kestrel | question:?
"""  # noqa: E501

FRENCH = """
= active
Valmora a racheté Brightwell. | racheter | agent Valmora; patient Brightwell | past indicative perfect
Lundi, Harlow Foods a acquis Brightwell Systems pour 3 milliards d'euros. | acquérir | agent Harlow Foods; patient Brightwell Systems | past
Kestrel poursuit Ombra Labs en justice. | poursuivre | agent Kestrel; patient Ombra Labs | present
Tolvane vend Pelion à Merevale Capital. | vendre | agent Tolvane; patient Pelion; à Merevale Capital | present
= passive
Brightwell a été racheté par Valmora. | racheter | agent Valmora; patient Brightwell | past passive
Pelion sera acquis par Harlow Foods en juin. | acquérir | agent Harlow Foods; patient Pelion | future passive
Ombra Labs a été assigné par Kestrel. | assigner | agent Kestrel; patient Ombra Labs | past passive
Pelion est vendue à Merevale pour 40 millions d'euros. | vendre | patient Pelion; à Merevale | passive
= relative clause, subject
Valmora, qui a racheté Brightwell en 2019, est bénéficiaire. | racheter | agent Valmora; patient Brightwell | past
Kestrel, qui avait assigné Ombra Labs, a perdu. | assigner | agent Kestrel; patient Ombra Labs | past
Harlow Foods, qui va vendre Pelion, se recentre sur ses marques. | vendre | agent Harlow Foods; patient Pelion
= relative clause, object
Brightwell, que Valmora a racheté en 2019, fabrique des capteurs. | racheter | agent Valmora; patient Brightwell | past
Pelion, que Harlow Foods souhaite acquérir, est bénéficiaire. | acquérir | agent Harlow Foods; patient Pelion | infinitive verb:souhaiter
Ombra Labs, que Kestrel a assigné, conteste les faits. | assigner | agent Kestrel; patient Ombra Labs | past
= relative clause, passive
Brightwell, qui a été racheté par Valmora, fabrique des capteurs. | racheter | agent Valmora; patient Brightwell | past passive
Pelion, qui est détenue par Merevale Capital, ouvre un magasin. | détenir | agent Merevale Capital; patient Pelion | passive
Kestrel, qui avait été assigné par Tolvane, a gagné. | assigner | agent Tolvane; patient Kestrel | past passive
= reduced relative
Brightwell, racheté par Valmora en 2019, fabrique des capteurs. | racheter | agent Valmora; patient Brightwell | past passive
Pelion, détenue par Merevale Capital, ouvre un magasin. | détenir | agent Merevale Capital; patient Pelion | passive
Les sociétés contrôlées par Tolvane perdent de l'argent. | contrôler | agent Tolvane | passive
= participial opening
Soutenue par Merevale Capital, Pelion va ouvrir dix magasins. | soutenir | agent Merevale Capital; patient Pelion | passive ! the parser coordinates the subject with the agent before the comma
Après avoir racheté Brightwell, Valmora vise Pelion. | racheter | agent Valmora; patient Brightwell | past
En rachetant Ombra Labs, Kestrel double de taille. | racheter | agent Kestrel; patient Ombra Labs
= control
Valmora s'apprête à racheter Brightwell. | racheter | agent Valmora; patient Brightwell | infinitive verb:s'apprêter
Harlow Foods a accepté d'acquérir Pelion. | acquérir | agent Harlow Foods; patient Pelion | infinitive verb:accepter
Kestrel envisage de poursuivre Ombra Labs. | poursuivre | agent Kestrel; patient Ombra Labs | infinitive verb:envisager
Tolvane a décidé de céder Pelion à Merevale. | céder | agent Tolvane; patient Pelion; à Merevale | infinitive verb:décider
= raising
Valmora devrait racheter Brightwell. | racheter | agent Valmora; patient Brightwell | infinitive verb:devoir
Pelion pourrait être racheté par Harlow Foods. | racheter | agent Harlow Foods; patient Pelion | passive verb:pouvoir
Tolvane semble avoir vendu Ombra Labs. | vendre | agent Tolvane; patient Ombra Labs | past
= object control
Le régulateur a ordonné à Valmora de céder Brightwell. | céder | agent Valmora; patient Brightwell | infinitive verb:ordonner
Les actionnaires ont poussé Harlow Foods à vendre Pelion. | vendre | agent Harlow Foods; patient Pelion | infinitive verb:pousser
Bruxelles a contraint Tolvane à céder Ombra Labs. | céder | agent Tolvane; patient Ombra Labs | infinitive verb:contraindre
= coordination of verbs
Valmora a racheté Brightwell et vendu Pelion. | vendre | agent Valmora; patient Pelion | past
Harlow Foods a assigné Tolvane puis racheté Ombra. | racheter | agent Harlow Foods; patient Ombra | past ! the parser begins a new sentence at the object
Kestrel reprend Pelion et cède Tolvane. | céder | agent Kestrel; patient Tolvane | present
= coordination of subjects
Valmora et Harlow Foods ont racheté Brightwell. | racheter | agent Valmora, Harlow Foods; patient Brightwell | past
Kestrel et Tolvane poursuivent Ombra Labs. | poursuivre | agent Kestrel, Tolvane; patient Ombra Labs | present
Merevale Capital, Pelion et Ombra vont acquérir Brightwell. | acquérir | agent Merevale Capital, Pelion, Ombra; patient Brightwell
= coordination of objects
Valmora a racheté Brightwell et Pelion. | racheter | agent Valmora; patient Brightwell, Pelion | past
Kestrel poursuit Ombra Labs et Tolvane. | poursuivre | agent Kestrel; patient Ombra Labs, Tolvane | present
Harlow Foods a acquis Pelion auprès de Merevale et Tolvane. | acquérir | agent Harlow Foods; patient Pelion; auprès de Merevale, Tolvane | past
= apposition
Valmora, un fabricant de capteurs, a racheté Brightwell. | racheter | agent Valmora; patient Brightwell | past ! the parser makes the apposition the subject
Pelion, filiale de Harlow Foods, ferme une usine. | n:filiale | apposition Pelion; patient Harlow Foods
Le constructeur Tolvane a assigné son ancien partenaire, Ombra Labs. | assigner | agent Tolvane; patient Ombra Labs | past
= copula
Pelion est une filiale de Harlow Foods. | n:filiale | agent Pelion; apposition Pelion; patient Harlow Foods
Ombra Labs était la maison mère de Tolvane. | n:maison mère | agent Ombra Labs; apposition Ombra Labs; patient Tolvane
Kestrel reste le propriétaire de Brightwell. | n:propriétaire | agent Kestrel; apposition Kestrel; patient Brightwell
= nominalisation
Le rachat de Brightwell par Valmora a été annoncé lundi. | n:rachat | agent Valmora; patient Brightwell
L'acquisition d'Ombra Labs par Kestrel créerait un géant. | n:acquisition | agent Kestrel; patient Ombra Labs
La cession de Pelion à Merevale Capital est bouclée. | n:cession | patient Pelion; à Merevale Capital
La plainte de Kestrel contre Ombra Labs a été rejetée. | n:plainte | patient Kestrel; contre Ombra Labs ! the preposition hangs on the name
= possessive
Valmora poursuit son rachat de Brightwell. | n:rachat | agent Valmora; patient Brightwell
Harlow Foods a suspendu son offre sur Pelion. | n:offre | agent Harlow Foods; sur Pelion
Kestrel maintient sa plainte contre Ombra Labs. | n:plainte | agent Kestrel; contre Ombra Labs
= support verb
Valmora a finalisé le rachat de Brightwell. | n:rachat | agent Valmora; patient Brightwell | verb:finaliser
Kestrel a déposé une plainte contre Ombra Labs à Paris. | n:plainte | agent Kestrel; contre Ombra Labs | verb:déposer
Harlow Foods annonce l'acquisition de Pelion auprès de Tolvane. | n:acquisition | agent Harlow Foods; patient Pelion; auprès de Tolvane | verb:annoncer
Tolvane a lancé une offre sur Ombra. | n:offre | agent Tolvane; sur Ombra | verb:lancer
= verb that happens to the subject
Ombra Labs subit une plainte de Kestrel. | n:plainte | recipient Ombra Labs; patient Kestrel
Pelion a reçu une offre de Harlow Foods. | n:offre | recipient Pelion; patient Harlow Foods ! recevoir is in both lists of support verbs: it lends its subject as agent too
Tolvane a rejeté une offre de Merevale Capital. | n:offre | recipient Tolvane; patient Merevale Capital | verb:rejeter
= reflexive
Valmora s'offre Brightwell. | s'offrir | agent Valmora; patient Brightwell | present
Harlow Foods s'est offert Pelion en 2019. | s'offrir | agent Harlow Foods; patient Pelion | past
Kestrel se désengage de Tolvane. | se désengager | agent Kestrel; de Tolvane | present
= phrase with words between
Valmora a pris le contrôle de Brightwell. | p:prendre le contrôle de | agent Valmora; patient Brightwell | past
Harlow Foods a mis définitivement la main sur Pelion. | p:mettre la main sur | agent Harlow Foods; patient Pelion | past
Merevale Capital prend une participation de 12 % dans Tolvane. | p:prendre une participation dans | agent Merevale Capital; patient Tolvane | present
= infinitive of purpose
Valmora a levé 2 milliards d'euros pour racheter Brightwell. | racheter | agent Valmora; patient Brightwell | infinitive
Harlow Foods a mandaté une banque pour vendre Pelion. | vendre | agent Harlow Foods; patient Pelion | infinitive
Kestrel a saisi le tribunal afin de bloquer Ombra. | bloquer | agent Kestrel; patient Ombra | infinitive
= headline
Valmora rachète Brightwell | racheter | agent Valmora; patient Brightwell | present
Pelion racheté par Harlow Foods | racheter | agent Harlow Foods; patient Pelion | passive
KESTREL POURSUIT OMBRA LABS EN JUSTICE | poursuivre | agent KESTREL; patient OMBRA LABS | present
Capteurs : Valmora veut racheter Brightwell | racheter | agent Valmora; patient Brightwell | infinitive verb:vouloir
= sums in the way
Valmora a déboursé 3,4 milliards d'euros pour acquérir Brightwell. | acquérir | agent Valmora; patient Brightwell | infinitive
Merevale Capital va investir jusqu'à 5 milliards d'euros dans Pelion. | investir | agent Merevale Capital; dans Pelion
Harlow Foods a cédé pour 12 millions d'euros Ombra à Tolvane. | céder | agent Harlow Foods; patient Ombra; à Tolvane | past ! the parser begins a new sentence after the sum
= list of names
Valmora, Kestrel, Tolvane et Pelion ont investi dans Ombra Labs. | investir | agent Valmora, Kestrel, Tolvane, Pelion; dans Ombra Labs | past ! the parser takes an unknown name for a verb
Harlow Foods a assigné Kestrel, Tolvane et Ombra. | assigner | agent Harlow Foods; patient Kestrel, Tolvane, Ombra | past ! the parser takes an unknown name for an adjunct
Le tour a été mené par Merevale Capital, Kestrel et Pelion. | mener | agent Merevale Capital, Kestrel, Pelion | past passive
= negation
Valmora n'a pas racheté Brightwell. | racheter | agent Valmora; patient Brightwell | past negated
Harlow Foods n'a jamais poursuivi Pelion. | poursuivre | agent Harlow Foods; patient Pelion | past negated
Kestrel ne sera pas racheté par Tolvane. | racheter | agent Tolvane; patient Kestrel | future passive negated
= conditional
Valmora rachèterait Brightwell. | racheter | agent Valmora; patient Brightwell | conditional conditional:cnd
Kestrel aurait assigné Ombra Labs. | assigner | agent Kestrel; patient Ombra Labs | conditional perfect conditional:cnd
Pelion serait vendue à Merevale. | vendre | patient Pelion; à Merevale | conditional passive conditional:cnd
= condition
Si Valmora rachète Brightwell, les prix monteront. | racheter | agent Valmora; patient Brightwell | condition:si
Kestrel partira sauf si Tolvane acquiert Pelion. | acquérir | agent Tolvane; patient Pelion | condition:si
Si Harlow Foods avait vendu Ombra, le titre aurait monté. | vendre | agent Harlow Foods; patient Ombra | condition:si
= question
Valmora va-t-il racheter Brightwell ? | racheter | agent Valmora; patient Brightwell | question:?
Pourquoi Harlow Foods poursuit-il Pelion ? | poursuivre | agent Harlow Foods; patient Pelion | question:?
Kestrel sera-t-il racheté par Tolvane ? | racheter | agent Tolvane; patient Kestrel | question:?
"""  # noqa: E501


class Row(NamedTuple):
    construction: str
    text: str
    trigger: str
    roles: dict[str, set[str]]
    manner: list[str]
    fails: str


def table(text: str) -> Iterator[Row]:
    construction = ""
    for line in text.strip().splitlines():
        if line.startswith("= "):
            construction = line[2:]
            continue
        checked, _, fails = line.partition(" ! ")
        sentence, trigger, roles, *manner = (cell.strip() for cell in checked.split(" | "))
        yield Row(construction, sentence, trigger, _roles(roles), manner[0].split() if manner else [], fails)


def _roles(cell: str) -> dict[str, set[str]]:
    """"agent Valmora, Harlow Foods; auprès de Pelion": a role's name is what stands before the first capital."""
    found = {}
    for part in cell.split("; "):
        role, names = re.split(r" (?=[A-Z])", part, maxsplit=1)
        found[role] = set(names.split(", "))
    return {"agent": set(), "patient": set()} | found


ROWS: dict[Language, list[Row]] = {"en": list(table(ENGLISH)), "fr": list(table(FRENCH))}


@cache
def docs(language: Language) -> list[Doc]:
    articles = [Article(str(n), row.text, language) for n, row in enumerate(ROWS[language])]
    return [paragraphs[0].doc for paragraphs in parse(articles, language)]


def found(doc: Doc, language: Language, trigger: str) -> Predicate:
    kind, _, lemma = trigger.rpartition(":")
    [one] = [p for p in predicates(doc, language, [lemma] if not kind else [], [lemma] if kind == "n" else [],
                                   [lemma] if kind == "p" else []) if p.lemma == lemma]
    return one


def named(doc: Doc, text: str, head: int, names: set[str]) -> str:
    """The one of ``names`` that token ``head`` stands in; else the token where it is a name, "" where it is not."""
    at = doc[head].idx
    inside = (n for n in names for m in re.finditer(re.escape(n), text) if m.start() <= at < m.end())
    return next(inside, doc[head].text if doc[head].pos_ == "PROPN" else "")


def cases() -> list[object]:
    return [pytest.param(language, n, id=f"{language}-{row.construction}-{row.text[:40]}",
                         marks=[pytest.mark.xfail(strict=True, reason=row.fails)] if row.fails else [])
            for language, rows in ROWS.items() for n, row in enumerate(rows)]


@pytest.mark.parametrize(("language", "n"), cases())
def test_arguments(language: Language, n: int) -> None:
    row, doc = ROWS[language][n], docs(language)[n]
    predicate = found(doc, language, row.trigger)
    names = {name for given in row.roles.values() for name in given}
    got = {role: {named(doc, row.text, a.head, names) for a in predicate.arguments if a.role == role} - {""}
           for role in row.roles}
    manner = {predicate.tense, predicate.mood, predicate.aspect, predicate.voice, *(c.kind for c in predicate.cues),
              *(f"{c.kind}:{c.lemma}" for c in predicate.cues), "negated" if predicate.negated else ""}
    assert (got, set(row.manner) - manner) == (row.roles, set())


def test_every_construction_has_three_rows() -> None:
    for rows in ROWS.values():
        counted = [row.construction for row in rows]
        assert {c: counted.count(c) for c in counted if counted.count(c) < 3} == {}
