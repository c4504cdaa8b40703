"""Legal forms of many countries: what a company is, not what it is called. Dropped before names are compared.

Written as a folded name has them: lower case, Latin letters without accents, dots and slashes gone (`S.p.A.` → `spa`).
"""

from __future__ import annotations

# One line a meaning; the first word stands for all of it, so that `Limited` and `Ltd.` are the same form.
# Words of their own that hardly any company is called by: dropped wherever they stand.
_ANYWHERE = """
ltd limited ltda limitada ltee
inc incorporated
corp corporation
co company
plc
llc
llp
pllc
gmbh ggmbh mbh gesmbh
ag aktiengesellschaft
kgaa
kg kommanditgesellschaft
ohg
ug
bv
nv
vof
cvba bvba
sarl sarlu
sasu
srl sprl
srls
spzoo
sro
doo dooel
eood ood
ead
ab aktiebolag
aps anpartsselskab
asa
oyj abp
oy osakeyhtio
ehf
kft
nyrt
zrt
uab
sia
bhd berhad
sdn
pty proprietary
pte
pvt private
pcl
tbk
ooo
oao
pao
zao
nao
ojsc
pjsc
cjsc
jsc
tov
prat
qpsc qsc
kscp kscc ksc
saog saoc
bsc
psc
sae
sal
sab
kaisha
pllc
"""
# Short words that are other words too (*spa*, *as*, *se*, *co*): dropped only where a legal form stands.
_AT_THE_END = """
sa
as
se
spa
sl
slu
slp
sas
snc
sca
scs
scrl sc scop
saa
sac
cv
gk
kk
yk
ad
dd
da
ans
ks
hf
bt
ou
oe
ae
epe
ee
ike
ek ekfm ekfr
ev
eg
gbr
bk
lp
lllp
ulc
pc
pllp
pt
sb
ao
mp
ks
vzw asbl
eirl
ei
me
epp
lda
eireli
sti
tic
san
fzco fze
est
cia
pk
aor aoer
kdor kdoer
ua wa
"""
_IN_FRONT = """
ab
as
ad
ao
bv
nv
kk
pt
cv
sa
sas
sarl
sia
uab
ooo
oao
pao
zao
stichting
cooperatie
fa firma
ets etablissements
sc
hf
ltd
"""
_PHRASES = """
ltd: co ltd
pte: private limited
pvt: pvt ltd
pcl: public company limited
plc: public limited company
spzoo: sp z oo
spzoo: sp zoo
spzoo: spolka z oo
spzoo: spolka z ograniczona odpowiedzialnoscia
spk: sp k
spk: spolka komandytowa
spj: sp j
ag: spolka akcyjna
gmbh: gesellschaft mit beschrankter haftung
gmbh: gesellschaft mit beschraenkter haftung
ug: unternehmergesellschaft
ug: ug haftungsbeschrankt
ug: ug haftungsbeschraenkt
kg: gmbh co kg
kg: ag co kg
kg: gmbh und co kg
kg: mbh co kg
kg: co kg
ohg: offene handelsgesellschaft
ohg: co ohg
eg: eingetragene genossenschaft
ev: eingetragener verein
aor: anstalt des offentlichen rechts
aor: anstalt des oeffentlichen rechts
aor: anstalt offentlichen rechts
kdor: korperschaft des offentlichen rechts
kdor: koerperschaft des oeffentlichen rechts
ek: eingetragener kaufmann
bv: besloten vennootschap
bv: b v
bv: besloten vennootschap met beperkte aansprakelijkheid
nv: naamloze vennootschap
vof: vennootschap onder firma
cv: commanditaire vennootschap
sa: societe anonyme
sas: societe par actions simplifiee
sarl: societe a responsabilite limitee
sca: societe en commandite par actions
snc: societe en nom collectif
sa: sociedad anonima
sa: sociedade anonima
sa: sociedad anonima abierta
saa: sociedad anonima abierta
sl: sociedad limitada
sl: sociedad de responsabilidad limitada
sadecv: sa de cv
sadecv: sab de cv
sadecv: s de rl de cv
sadecv: sapi de cv
sl: s de rl
spa: societa per azioni
srl: societa a responsabilita limitata
ab: publ ab
ab: ab publ
as: aktieselskab
as: aksjeselskap
as: aktsiaselts
as: akciova spolecnost
as: akciova spolocnost
as: anonim sirketi
as: as ve
sro: spol s ro
sro: s r o
sro: spolecnost s rucenim omezenym
sti: ltd sti
sti: limited sirketi
ooo: obshchestvo s ogranichennoy otvetstvennostyu
doo: drustvo s ogranicenom odgovornoscu
kk: kabushiki kaisha
kk: kabushiki gaisha
gk: godo kaisha
yk: yugen kaisha
jsc: joint stock company
ltd: joint stock co ltd
fzco: fz llc
fzco: fz co
llc: l l c
et: et al
"""


def _lines(text: str) -> dict[str, str]:
    """Word → the word that stands for its meaning."""
    return {word: line.split()[0] for line in text.split("\n") if line for word in line.split()}


ANYWHERE = _lines(_ANYWHERE)
AT_THE_END = _lines(_AT_THE_END)
IN_FRONT = _lines(_IN_FRONT)
PHRASES = {tuple(phrase.split()): form for form, phrase in (line.split(": ") for line in _PHRASES.strip().split("\n"))}
LONGEST_PHRASE = max(map(len, PHRASES))

# As Chinese, Japanese and Korean names have them, before or behind, without a space: told by their signs.
SIGNS = {
    "股份有限公司": "plc", "有限责任公司": "ltd", "有限責任公司": "ltd", "控股有限公司": "ltd", "有限公司": "ltd",
    "株式会社": "kk", "(株)": "kk", "有限会社": "yk", "(有)": "yk", "合同会社": "gk", "合資会社": "ks",
    "주식회사": "kk", "(주)": "kk", "유한회사": "yk", "(유)": "yk",
}  # fmt: skip

# Between two names, and not part of either.
AND = frozenset("and und et en og och the".split())
# Small words within names, that an acronym passes over.
SMALL = frozenset("of for fur de der die das des di del della do da du la le les van von a o y e i in on zu".split())
