package florin.transactions.recurring.pattern;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class PayeeKeyTests {

  @ParameterizedTest
  @CsvSource({
    "MOBILE PURCHASE SIGN BASED 03/12 04:02P #1111 ORCHARD.COM/BILL, orchard",
    "xx1111 dda purchase harbor rentals web 540000, harbor",
    "PAYPAL INST XFER TUNEFY, tunefy",
    "Point of Sale - Visa Debit VISA DEBIT RETAIL PURCHASE 0753 METROPASS, metropass",
    "Internet Banking E-TRANSFER 917263 GREENVIEW HOMES, greenview",
    "ZELLE PAYMENT TO GREENVIEW HOMES, greenview",
    "UPI-GREENVIEW-PAY@BANK-40001, greenview",
    "FACTURE CARTE DU 100125 TUNEFY PARIS, tunefy",
    "T-MOBILE 800-937-0000 WA, tmobile"
  })
  void termsOfHowAPaymentWasMadeAreNoPayee(String text, String key) {
    assertThat(PayeeKey.of(text)).isEqualTo(key);
  }

  @Test
  void aTextOfTermsAloneIsItsOwnPayee() {
    assertThat(PayeeKey.of("Zelle")).isEqualTo("zelle");
    assertThat(PayeeKey.of("Branch Transaction CREDIT MEMO")).isEqualTo("branch");
  }
}
