package florin.transactions.recurring.pattern;

import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/**
 * The group of a text: its first word that is neither a term of banking nor a reference. Two texts
 * of one payee have the same key; two payees may share one, because amounts and dates separate
 * series later.
 */
public final class PayeeKey {

  private static final int LONGEST = 40;
  private static final Pattern JOINED = Pattern.compile("['’`&]|(?<=\\b\\p{L})-(?=\\p{L}{2})");
  private static final Pattern SEPARATORS = Pattern.compile("[^\\p{L}\\p{N}]+");
  private static final Pattern DIGIT = Pattern.compile("\\p{N}");

  private static final Set<String> TERMS =
      Set.of(
          """
          pos debit credit card cards purchase payment payments pmt pymt ach online web ppd ccd tel id ref no nr
          direct deposit dep dirdep dirdebit dd sepa lastschrift basislastschrift folgelastschrift erstlastschrift
          ueberweisung überweisung gutschrift dauerauftrag kartenzahlung ec girocard recurring recur checkcard
          check pending visa mastercard maestro mc electronic withdrawal wdl transfer xfer trf trans to from of
          for by via des indn co paypal pp sq tst sumup zettle www http https com net inc llc ltd plc gmbh ag kg
          bv nv sarl autopay bill billpay pay preauthorized preauth eft bacs ddr fpo bgc faster standing order so
          prelevement prélèvement prlv virement vir carte cb paiement achat adeudo recibo compra pago incasso
          betaling betaalautomaat ideal sct sdd iban bic mandate mandat invoice rechnung facture subscription abo
          intl international foreign fee usd eur gbp us de uk authorized authorised on at in with date value ending
          number account acct conf confirmation trace auth code txn transaction memo desc descr description entry
          orig name contactless mr mrs ms miss dr herr frau reference end contract customer kundennummer vertrag
          algemeen doorlopend incassant naam omschrijving kenmerk machtiging overboeking einzug zahlung buchung
          jan feb mar apr may jun jul aug sep sept oct nov dec january february march april june july august
          september october november december monthly weekly the and
          mobile realtime instant requested scheduled internet banking etransfer interac eftpos osko payid retail
          point sale pin sign signature based chip tap swipe dda inst branch automated teller machine atm
          zelle venmo cashapp quickpay swish bizum tikkie upi neft imps rtgs nach ecs ft cr
          du le la les au par pour sur echeance dab en con el los tarj tarjeta il di su addebito diretto
          bea gea betaalpas mit von an bei der die das zakup platba przelew autogiro kortkop betalingsservice
          """
              .strip()
              .split("\\s+"));

  private PayeeKey() {}

  public static String of(String text) {
    List<String> words = split(text);
    String key =
        words.stream()
            .filter(PayeeKey::distinguishes)
            .findFirst()
            .or(() -> words.stream().filter(word -> !hasDigits(word)).findFirst())
            .or(() -> words.stream().findFirst())
            .orElse("-");
    return key.length() <= LONGEST
        ? key
        : key.substring(0, key.offsetByCodePoints(0, key.codePointCount(0, LONGEST)));
  }

  /** The words of a text that are neither terms of banking nor references. */
  public static Set<String> words(String text) {
    return split(text).stream()
        .filter(PayeeKey::distinguishes)
        .collect(Collectors.toUnmodifiableSet());
  }

  /** The words of a text in lower case; apostrophes join the parts of a word. */
  static List<String> split(String text) {
    String joined = JOINED.matcher(text.toLowerCase(Locale.ROOT)).replaceAll("");
    return SEPARATORS.splitAsStream(joined).filter(word -> !word.isEmpty()).toList();
  }

  private static boolean distinguishes(String word) {
    return word.length() > 1 && !hasDigits(word) && !TERMS.contains(word);
  }

  private static boolean hasDigits(String word) {
    return DIGIT.matcher(word).find();
  }
}
