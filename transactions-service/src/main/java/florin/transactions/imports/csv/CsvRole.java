package florin.transactions.imports.csv;

import com.ibm.icu.text.Normalizer2;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/** The meaning of a column, with the titles that banks give it, the best first. */
enum CsvRole {
  DATE(
      "transaction date|date transaction|trans date|buchungsdatum|buchungstag|booking"
          + " date|bookingdate|posting date|post date|posted date|date"
          + " posted|date|datum|fecha|fecha operacion|date operation|date de l operation|date d"
          + " operation|date comptable|data|data operazione|data contabile|data"
          + " operacji|boekdatum|transaktionsdatum|bokforingsdag|bokforingsdatum|dato|paivamaara|pvm|kirjauspaiva|datum"
          + " zauctovani|datum provedeni|completed date|started date|created on|timestamp|date"
          + " completed utc|created|value"
          + " date|valutadatum|valuta|wertstellung|wertstellungstag|date valeur|fecha valor|data"
          + " valuta|rentedatum"),
  AMOUNT(
      "amount|betrag|umsatz|montant|importe|importo|bedrag|belopp|belop|belob|valor|kwota|castka|objem|maara|transaction"
          + " amount|trans amount|net amount|amount net|amount usd|amount eur|amount gbp|amount"
          + " chf|betrag eur|betrag in eur|umsatz in"
          + " eur|net|sum|buchungsbetrag|transaktionsbetrag|suma|value"),
  CREDIT(
      "credit|haben|gutschrift|inflow|paid in|money in|deposit|deposits|credit amount|amount"
          + " credit|einnahmen|einnahme|abono|abonos|ingreso|ingresos|avere|entrate|accrediti|gutschrift"
          + " in chf|credit eur|received|cr|in|betrag haben|haben eur|credito|ingaande"),
  DEBIT(
      "debit|soll|lastschrift|belastung|outflow|paid out|money out|withdrawal|withdrawals|debit"
          + " amount|amount"
          + " debit|ausgaben|ausgabe|cargo|cargos|gasto|gastos|dare|uscite|addebiti|belastung in"
          + " chf|debit eur|spent|dr|out|betrag soll|soll eur|debito|charge"),
  BALANCE(
      "balance|saldo|kontostand|running balance|running bal|solde|balance after|saldo nach"
          + " buchung|balance after transaction|saldo na mutatie|account balance|closing"
          + " balance|saldo disponible|saldo po operacji|resulting balance"),
  TEXT(
      "payee|payee name|merchant|merchant"
          + " name|description|beschreibung|name|empfanger|beguenstigter"
          + " zahlungspflichtiger|begunstigter zahlungspflichtiger|auftraggeber"
          + " empfanger|auftraggeber beguenstigter|zahlungsempfanger|zahlungsempfanger"
          + " in|zahlungspflichtige r|counterparty|counter party|counterparty name|partner"
          + " name|naam omschrijving|name"
          + " description|omschrijving|libelle|concepto|descripcion|descrizione|descricao|beskrivning|text|tekst|opis|popis|nazev"
          + " protiuctu|kuvaus|transaction description|original"
          + " description|narrative|details|particulars|transaction details|title|bezeichnung"),
  NOTE(
      "memo|note|notes|comment|comments|verwendungszweck|buchungstext|umsatztext|zweck|mededelingen|meddelande|message|reference"
          + " text|payment reference|booking text|remark|remarks|additional"
          + " information|causale|communication"),
  CURRENCY(
      "currency|wahrung|devise|moneda|divisa|valuta|munt|currency"
          + " code|ccy|waluta|mena|buchungswahrung"),
  ACCOUNT(
      "account|account name|account number|account no|konto|iban|auftragskonto|iban"
          + " auftragskonto|kontonummer|rekening|compte|cuenta|conto|card no|card number|account"
          + " id|iban bban"),
  ID(
      "id|transaction id|transactionid|fitid|reference number|transaction reference|transaction"
          + " number|unique id|ref no|bank reference|transaktions id|referenznummer|source id"),
  CATEGORY("category|kategorie|categorie|categoria|category name"),
  DIRECTION(
      "transaction type|type|af bij|soll haben|s h|d k|d c|dr cr|cr dr|debit credit|credit"
          + " debit|credit or debit|debit or credit|direction|debit credit indicator|indicator|soll"
          + " haben kennzeichen|credit debit indicator|sens|vorzeichen");

  private static final Pattern BRACKETS = Pattern.compile("[(\\[][^)\\]]{0,30}[)\\]]");
  private static final Pattern MARKS = Pattern.compile("\\p{M}+");
  private static final Pattern OTHER = Pattern.compile("[^\\p{L}\\p{N}]+");

  private static final int LONGEST_TITLE = 80;
  private static final Set<String> KNOWN =
      Arrays.stream(values())
          .flatMap(role -> role.titles.stream())
          .collect(Collectors.toUnmodifiableSet());

  private final List<String> titles;

  CsvRole(String titles) {
    this.titles = List.of(titles.split("\\|", -1));
  }

  String word() {
    return name().toLowerCase(Locale.ROOT);
  }

  /** The place of the title among the known ones, from 0; -1 if it is not known. */
  int rank(String title) {
    if (title.length() > LONGEST_TITLE) {
      return -1;
    }
    int rank = titles.indexOf(plain(title));
    return rank >= 0 ? rank : titles.indexOf(withoutBrackets(title));
  }

  private static String withoutBrackets(String title) {
    return plain(BRACKETS.matcher(title).replaceAll(" "));
  }

  private static String plain(String title) {
    String letters = Normalizer2.getNFDInstance().normalize(title.replace("ß", "ss"));
    return OTHER
        .matcher(MARKS.matcher(letters).replaceAll("").replace("ł", "l").replace("ø", "o"))
        .replaceAll(" ")
        .strip()
        .toLowerCase(Locale.ROOT);
  }

  static boolean known(String title) {
    return title.length() <= LONGEST_TITLE
        && title.chars().anyMatch(Character::isLetter)
        && (KNOWN.contains(plain(title)) || KNOWN.contains(withoutBrackets(title)));
  }
}
