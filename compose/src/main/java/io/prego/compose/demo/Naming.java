package io.prego.compose.demo;

import java.util.ArrayList;
import java.util.List;

/**
 * How companies of one language are called: each of its words before each of its trades, as it is written there and as a
 * slug.
 *
 * @param pattern of {@link String#formatted} for word and trade
 * @param region in which they ask for their tenants
 * @param words native spelling and slug, in turn
 * @param trades likewise
 */
record Naming(String pattern, String region, List<String> words, List<String> trades) {

    static final List<Naming> ALL = List.of(
            new Naming(
                    "주식회사 %s%s",
                    "sg",
                    List.of("하늘", "haneul", "바다", "bada", "푸른", "pureun", "한빛", "hanbit", "가온", "gaon"),
                    List.of("무역", "muyeok", "소프트", "soft", "물산", "mulsan", "식품", "sikpum")),
            new Naming(
                    "株式会社%s%s",
                    "sg",
                    List.of("桜", "sakura", "山本", "yamamoto", "青葉", "aoba", "みなと", "minato", "北斗", "hokuto"),
                    List.of("製作所", "seisakusho", "商事", "shoji", "印刷", "insatsu", "電機", "denki")),
            new Naming(
                    "%s%s有限公司",
                    "sg",
                    List.of("东方", "dongfang", "长城", "changcheng", "明月", "mingyue", "金山", "jinshan"),
                    List.of("科技", "keji", "贸易", "maoyi", "物流", "wuliu", "茶业", "chaye")),
            new Naming(
                    "บริษัท %s%s จำกัด",
                    "sg",
                    List.of("สยาม", "siam", "ช้างทอง", "changthong", "ดอกบัว", "dokbua"),
                    List.of("การค้า", "kankha", "อาหาร", "ahan", "ขนส่ง", "khonsong")),
            new Naming(
                    "%s %s प्रा. लि.",
                    "sg",
                    List.of("गंगा", "ganga", "हिमालय", "himalaya", "सूर्य", "surya"),
                    List.of("वस्त्र", "vastra", "उद्योग", "udyog", "मसाले", "masale")),
            new Naming(
                    "Công ty TNHH %s %s",
                    "sg",
                    List.of("Sao Biển", "sao-bien", "Đồng Xanh", "dong-xanh", "Hoa Sen", "hoa-sen"),
                    List.of("Dệt May", "det-may", "Cà Phê", "ca-phe", "Thủy Sản", "thuy-san")),
            new Naming(
                    "%s %s நிறுவனம்",
                    "sg",
                    List.of("தாமரை", "thamarai", "காவேரி", "kaveri", "முத்து", "muthu"),
                    List.of("நகை", "nagai", "பதிப்பகம்", "pathippagam", "உணவு", "unavu")),
            new Naming(
                    "%s %s Inc.",
                    "us",
                    List.of(
                            "Juniper",
                            "juniper",
                            "Blue Mesa",
                            "blue-mesa",
                            "Harbor",
                            "harbor",
                            "Redwood",
                            "redwood",
                            "Granite",
                            "granite"),
                    List.of(
                            "Robotics",
                            "robotics",
                            "Dental",
                            "dental",
                            "Freight",
                            "freight",
                            "Coffee",
                            "coffee",
                            "Analytics",
                            "analytics")),
            new Naming(
                    "%s %s S.A. de C.V.",
                    "us",
                    List.of("Águila", "aguila", "Peñasco", "penasco", "Corazón", "corazon", "Niño", "nino"),
                    List.of("Construcción", "construccion", "Cerámica", "ceramica", "Diseño", "diseno")),
            new Naming(
                    "%s %s Ltda.",
                    "us",
                    List.of("São Bento", "sao-bento", "Ipê", "ipe", "Avelã", "avela"),
                    List.of("Calçados", "calcados", "Informática", "informatica", "Pães", "paes")),
            new Naming(
                    "%s %s GmbH",
                    "eu",
                    List.of(
                            "Nordlicht",
                            "nordlicht",
                            "Müller",
                            "mueller",
                            "Grünwald",
                            "gruenwald",
                            "Brücke",
                            "bruecke"),
                    List.of(
                            "Maschinenbau",
                            "maschinenbau",
                            "Bäckerei",
                            "baeckerei",
                            "Logistik",
                            "logistik",
                            "Möbel",
                            "moebel")),
            new Naming(
                    "%s %s SARL",
                    "eu",
                    List.of("Étoile", "etoile", "Forêt", "foret", "Garçon", "garcon", "Rivière", "riviere"),
                    List.of("Pâtisserie", "patisserie", "Énergie", "energie", "Conseil", "conseil")),
            new Naming(
                    "%s %s sp. z o.o.",
                    "eu",
                    List.of("Żuraw", "zuraw", "Świerk", "swierk", "Łódka", "lodka"),
                    List.of("Oprogramowanie", "oprogramowanie", "Usługi", "uslugi", "Książki", "ksiazki")),
            new Naming(
                    "ООО «%s %s»",
                    "eu",
                    List.of("Берёза", "bereza", "Журавль", "zhuravl", "Рассвет", "rassvet"),
                    List.of("Торг", "torg", "Строй", "stroy", "Сервис", "servis")),
            new Naming(
                    "%s %s Α.Ε.",
                    "eu",
                    List.of("Αιγαίο", "aigaio", "Όλυμπος", "olympos", "Ελιά", "elia"),
                    List.of("Ναυτιλία", "naftilia", "Τρόφιμα", "trofima", "Ταξίδια", "taxidia")),
            new Naming(
                    "شركة %s %s",
                    "eu",
                    List.of("النخيل", "nakheel", "الواحة", "waha", "الفجر", "fajr"),
                    List.of("للتجارة", "tijara", "للسفر", "safar", "للبناء", "binaa")),
            new Naming(
                    "%s %s בע\"מ",
                    "eu",
                    List.of("כרמל", "carmel", "אלון", "alon", "גליל", "galil"),
                    List.of("תוכנה", "tochna", "מזון", "mazon", "הפצה", "hafatza")));

    /** A company that does not exist. */
    record Company(String name, String slug, String region) {}

    /** Each of the words with each of the trades. */
    List<Company> companies() {
        var companies = new ArrayList<Company>();
        for (var word = 0; word < words.size(); word += 2) {
            for (var trade = 0; trade < trades.size(); trade += 2) {
                var name = pattern.formatted(words.get(word), trades.get(trade));
                companies.add(new Company(name, words.get(word + 1) + "-" + trades.get(trade + 1), region));
            }
        }
        return companies;
    }
}
