"""How Chinese names are typed in Latin letters: syllables, initials, and how typed letters are cut.

Readings come from a bundled table. Characters that are read in several ways in names get all of
these readings, so that 重庆 is found by ``chongqing`` and 单 by ``shan``.
"""

import re
from functools import cache
from itertools import chain, islice, product

from workbench.foundation.han import simplified
from workbench.foundation.paths import resources_dir

MOST_VARIANTS = 8
MOST_CUTS = 3

# Characters with more than one reading in company, place and family names; the tables know only their
# first reading, or give a rare one. ü is typed as v, u or yu.
_SEVERAL = {
    "重": "zhong chong", "长": "chang zhang", "行": "hang xing", "乐": "le yue", "曾": "zeng ceng",
    "单": "dan shan", "仇": "qiu chou", "解": "jie xie", "查": "cha zha", "区": "qu ou", "朴": "pu piao",
    "朝": "chao zhao", "都": "du dou", "厦": "xia sha", "六": "liu lu", "蚌": "beng bang", "番": "fan pan",
    "莞": "guan wan", "尉": "wei yu", "莘": "xin shen", "柏": "bai bo", "藏": "cang zang", "参": "can shen",
    "传": "chuan zhuan", "调": "tiao diao", "佛": "fo fu", "会": "hui kuai", "系": "xi ji",
    "降": "jiang xiang", "角": "jiao jue", "校": "xiao jiao", "卡": "ka qia", "落": "luo la",
    "率": "lv lu shuai", "绿": "lv lu", "吕": "lv lu lyu", "律": "lv lu", "女": "nv nu", "旅": "lv lu",
    "铝": "lv lu", "粘": "zhan nian", "宿": "su xiu", "拓": "tuo ta", "种": "zhong chong", "折": "zhe she",
    "召": "zhao shao", "盖": "gai ge", "翟": "zhai di", "覃": "qin tan", "缪": "miao mu", "员": "yuan yun",
    "车": "che ju", "澄": "cheng deng", "给": "gei ji", "还": "huan hai", "贾": "jia gu", "隽": "jun juan",
    "秘": "mi bi", "宓": "mi fu", "洗": "xi xian", "弹": "dan tan", "俟": "qi si", "盛": "sheng cheng",
    "褚": "chu zhu", "卜": "bu bo", "牟": "mou mu", "谌": "chen shen", "晟": "sheng cheng", "茜": "xi qian",
    "莎": "sha suo", "娜": "na nuo", "蔚": "wei yu", "栖": "qi xi", "圩": "wei xu", "涌": "yong chong",
    "浒": "hu xu", "铅": "qian yan", "荥": "xing ying", "泊": "bo po", "郇": "xun huan", "厘": "li xi",
    "隗": "wei kui", "薄": "bo bao", "峒": "dong tong", "轧": "zha ya", "了": "le liao", "似": "si shi",
    "什": "shi shen", "勒": "le lei", "仔": "zi zai", "茄": "qie jia", "桔": "ju jie", "裳": "shang chang",
    "伺": "ci si", "匙": "shi chi", "磅": "bang pang", "阚": "kan", "琢": "zhuo",
}  # fmt: skip
# Family names of two characters whose parts are read otherwise only there.
_TOGETHER = {"万俟": ("mo", "qi"), "尉迟": ("yu", "chi")}

_SYLLABLE_LIST = """
    a ai an ang ao ba bai ban bang bao bei ben beng bi bian biao bie bin bing bo bu ca cai can cang cao
    ce cen ceng cha chai chan chang chao che chen cheng chi chong chou chu chua chuai chuan chuang chui
    chun chuo ci cong cou cu cuan cui cun cuo da dai dan dang dao de dei den deng di dia dian diao die
    ding diu dong dou du duan dui dun duo e ei en eng er fa fan fang fei fen feng fo fou fu ga gai gan
    gang gao ge gei gen geng gong gou gu gua guai guan guang gui gun guo ha hai han hang hao he hei hen
    heng hong hou hu hua huai huan huang hui hun huo ji jia jian jiang jiao jie jin jing jiong jiu ju
    juan jue jun ka kai kan kang kao ke kei ken keng kong kou ku kua kuai kuan kuang kui kun kuo la lai
    lan lang lao le lei leng li lia lian liang liao lie lin ling liu lo long lou lu luan lun luo lv lve
    lyu ma mai man mang mao me mei men meng mi mian miao mie min ming miu mo mou mu na nai nan nang nao
    ne nei nen neng ni nian niang niao nie nin ning niu nong nou nu nuan nun nuo nv nve o ou pa pai pan
    pang pao pei pen peng pi pian piao pie pin ping po pou pu qi qia qian qiang qiao qie qin qing qiong
    qiu qu quan que qun ran rang rao re ren reng ri rong rou ru rua ruan rui run ruo sa sai san sang sao
    se sen seng sha shai shan shang shao she shei shen sheng shi shou shu shua shuai shuan shuang shui
    shun shuo si song sou su suan sui sun suo ta tai tan tang tao te tei teng ti tian tiao tie ting tong
    tou tu tuan tui tun tuo wa wai wan wang wei wen weng wo wu xi xia xian xiang xiao xie xin xing xiong
    xiu xu xuan xue xun ya yan yang yao ye yi yin ying yo yong you yu yuan yue yun za zai zan zang zao
    ze zei zen zeng zha zhai zhan zhang zhao zhe zhei zhen zheng zhi zhong zhou zhu zhua zhuai zhuan
    zhuang zhui zhun zhuo zi zong zou zu zuan zui zun zuo
"""
_SYLLABLES = frozenset(_SYLLABLE_LIST.split())
_BEGINNINGS = frozenset(syllable[:end] for syllable in _SYLLABLES for end in range(1, len(syllable) + 1))
_WHOLE = re.compile(f"(?:{'|'.join(sorted(_SYLLABLES, reverse=True))}){{2,}}")
_LONGEST = 6
_FIRST_HAN = "\u3007"


@cache
def readings(character: str) -> tuple[str, ...]:
    """The ways to read one character, without tones; itself if it is not Chinese."""
    character = simplified(character)
    several = _SEVERAL.get(character)
    if several:
        return tuple(several.split())
    table = _table()
    place = table.find(character) if character >= _FIRST_HAN else -1
    if place < 0:
        return (character,)
    start = table.rfind("\n", 0, place) + 1
    return (table[start : table.index(" ", start)],)


@cache
def _table() -> str:
    return (resources_dir() / "characters" / "readings.txt").read_text("utf-8")


def spellings(name: str) -> list[tuple[str, ...]]:
    """The ways to spell a stretch of Chinese, syllable by syllable; at most eight."""
    together = _TOGETHER.get(name[:2])
    if together is None:
        read = list(map(readings, name))
        if max(map(len, read), default=0) == 1:
            return [tuple(chain.from_iterable(read))]
    first = [(together[0],), (together[1],)] if together else []
    return list(islice(product(*first, *map(readings, name[len(first) :])), MOST_VARIANTS))


def sound_key(text: str) -> str:
    """How ``text`` sounds by the usual reading of each character; empty without any Chinese."""
    syllables = [readings(character)[0] for character in text]
    return "" if "".join(syllables) == text else " ".join(syllables)


def syllable_cuts(letters: str) -> list[tuple[str, ...]]:
    """The ways to cut typed letters into syllables, fewest first; the last may still be unfinished.

    ``xian`` is one syllable or two; letters that begin no Chinese name give nothing.
    """
    # Cuts of each tail, built from the end, so that a tail that cannot be cut is tried only once.
    tails: list[list[tuple[str, ...]]] = [[] for _start in range(len(letters))]
    for start in reversed(range(len(letters))):
        cuts: list[tuple[str, ...]] = []
        if letters[start:] in _BEGINNINGS:
            cuts.append((letters[start:],))
        for end in range(start + 1, min(start + _LONGEST, len(letters) - 1) + 1):
            if letters[start:end] in _SYLLABLES:
                cuts += [(letters[start:end], *rest) for rest in tails[end]]
        tails[start] = sorted(cuts, key=len)[:MOST_CUTS]
    return tails[0] if letters else []


def whole_syllables(letters: str) -> bool:
    """Whether ``letters`` are at least two whole syllables."""
    return _WHOLE.fullmatch(letters) is not None
