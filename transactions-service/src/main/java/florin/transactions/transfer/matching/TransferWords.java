package florin.transactions.transfer.matching;

import java.text.Normalizer;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Pattern;

/** The vocabulary of transfers in bank texts, in several languages, without accents. */
final class TransferWords {

  private static final Pattern MARKS = Pattern.compile("\\p{M}+");
  private static final Pattern SEPARATORS = Pattern.compile("[^\\p{L}\\p{N}*]+");

  private static final Pattern DATE = Pattern.compile("(19|20)\\d{6}|\\d{4}(19|20)\\d{2}");

  /** Beginnings of words for a movement between accounts. */
  private static final List<String> TRANSFER =
      stems(
          "transfer xfer tfr trf trsf umbuchung ubertrag uebertrag giroconto girofondo traspaso"
              + " omaoverfor interniprev topup roundup sweep internal");

  /** Beginnings of words for a credit transfer to any recipient. */
  private static final List<String> CREDIT_TRANSFER =
      stems(
          "uberweisung ueberweisung gutschrift virement bonifico przelew overboeking overschrijving"
              + " transferenc sepa prevod tilisiirto overforing utalas havale dauerauftrag"
              + " перевод");

  private static final Set<String> CREDIT_TRANSFER_CODES =
      set(
          "vir wire ach eft bacs chaps fps fpi fpo neft imps rtgs giro zahlungseingang"
              + " telegraphic");

  /** Payment services between people. */
  private static final Set<String> PERSON =
      set(
          "zelle venmo cashapp paypal swish mobilepay vipps bizum twint blik payid interac"
              + " etransfer upi pix lydia popmoney quickpay tikkie");

  private static final List<String> PAYMENT =
      stems(
          "payment pmt pymt pmnt autopay epay billpay repay thank thankyou zahlung paiement"
              + " pagamento betaling platba abrechnung kreditkart creditcard instalment installment"
              + " tilgung mortgage hypothek loan darlehen prestamo mutuo hipoteca direktbetal");

  private static final Set<String> PAYMENT_CODES = set("pay pago crd crcd cc rate ln card");

  /** Words for other kinds of bookings. */
  private static final Set<String> OTHER =
      set(
          "purchase pos refund refunded refunds return returned cashback rebate payroll salary"
              + " wages wage lohn gehalt salaire nomina stipendio interest zinsen dividend"
              + " dividende fee fees charge gebuhr gebuehr entgelt atm cheque check chargeback"
              + " reversal tax irs hmrc insurance versicherung rent miete loyer bonus payout"
              + " reimbursement subscription merchandise erstattung ruckzahlung remboursement"
              + " rimborso reembolso pension benefit cashwithdrawal bankomat bargeld adjustment");

  /** Words that identify neither a person nor an account. */
  private static final Set<String> EMPTY =
      set(
          "online mobile banking bank internet electronic funds fund deposit credit debit account"
              + " accounts acct acc konto compte cuenta conto rekening from into the and for with"
              + " ref reference conf confirmation des indn web ppd ccd date sent received recurring"
              + " scheduled monthly weekly daily memo transaction direct incoming outgoing via"
              + " instant standing order iban bic end ending xxx xxxx auf von nach zum zur der die"
              + " das mit fur des les aux para por del naar van till fran till per card cards plan"
              + " withdrawal withdraw money move moved moving my own your mine first national"
              + " federal union group trust savings saving checking chequing current classic"
              + " premium plus standard basic everyday advantage rewards platinum gold visa"
              + " mastercard usd eur gbp cad sent spare change save auto automatic book"
              + " einzahlung auszahlung eingang ausgang lastschrift buchung intern faster bill"
              + " epayment web id you inc llc ltd gmbh");

  private static final Map<String, String> KINDS =
      Map.ofEntries(
          Map.entry("savings", "savings"),
          Map.entry("saving", "savings"),
          Map.entry("sav", "savings"),
          Map.entry("sparkonto", "savings"),
          Map.entry("tagesgeld", "savings"),
          Map.entry("tagesgeldkonto", "savings"),
          Map.entry("epargne", "savings"),
          Map.entry("livret", "savings"),
          Map.entry("ahorro", "savings"),
          Map.entry("ahorros", "savings"),
          Map.entry("risparmio", "savings"),
          Map.entry("spaarrekening", "savings"),
          Map.entry("oszczednosciowe", "savings"),
          Map.entry("checking", "checking"),
          Map.entry("chk", "checking"),
          Map.entry("chequing", "checking"),
          Map.entry("girokonto", "checking"),
          Map.entry("current", "checking"),
          Map.entry("brokerage", "brokerage"),
          Map.entry("depot", "brokerage"),
          Map.entry("ira", "ira"),
          Map.entry("401k", "401k"),
          Map.entry("mortgage", "mortgage"),
          Map.entry("hypothek", "mortgage"),
          Map.entry("credit", "credit"),
          Map.entry("loan", "loan"),
          Map.entry("ln", "loan"),
          Map.entry("visa", "credit"),
          Map.entry("mastercard", "credit"),
          Map.entry("pot", "pot"),
          Map.entry("vault", "vault"));

  private TransferWords() {}

  /** The words of a text in lower case, without accents. */
  static List<String> tokens(String text) {
    String plain =
        MARKS
            .matcher(Normalizer.normalize(text, Normalizer.Form.NFD))
            .replaceAll("")
            .toLowerCase(Locale.ROOT)
            .replace("ß", "ss");
    return Arrays.stream(SEPARATORS.split(plain)).filter(word -> !word.isEmpty()).toList();
  }

  static boolean isTransfer(String word) {
    return begins(word, TRANSFER) && !isCreditTransfer(word);
  }

  static boolean isCreditTransfer(String word) {
    return begins(word, CREDIT_TRANSFER) || CREDIT_TRANSFER_CODES.contains(word);
  }

  static boolean isPersonPayment(String word) {
    return PERSON.contains(word);
  }

  static boolean isPayment(String word) {
    return begins(word, PAYMENT) || PAYMENT_CODES.contains(word);
  }

  static boolean isOther(String word) {
    return OTHER.contains(word);
  }

  /** The kind of account that a word names. */
  static Optional<String> kind(String word) {
    return Optional.ofNullable(KINDS.get(word));
  }

  /** Whether a word can name a person, a merchant or one account among others. */
  static boolean isSpecific(String word) {
    return word.length() > 2
        && word.chars().noneMatch(Character::isDigit)
        && word.indexOf('*') < 0
        && !EMPTY.contains(word)
        && !KINDS.containsKey(word)
        && !isTransfer(word)
        && !isCreditTransfer(word)
        && !isPersonPayment(word)
        && !isPayment(word)
        && !isOther(word);
  }

  /** Whether a word is so long a number or code that two payments rarely have the same one. */
  static boolean isReference(String word) {
    return word.length() >= 8
        && word.chars().filter(Character::isDigit).count() >= 2
        && word.indexOf('*') < 0
        && !word.startsWith("xx")
        && !DATE.matcher(word).matches();
  }

  private static boolean begins(String word, List<String> stems) {
    return stems.stream().anyMatch(word::startsWith);
  }

  private static List<String> stems(String words) {
    return List.of(words.split(" ", -1));
  }

  private static Set<String> set(String words) {
    return Set.copyOf(Arrays.asList(words.split(" ", -1)));
  }
}
