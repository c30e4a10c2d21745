package florin.transactions.imports.preview;

import static org.assertj.core.api.Assertions.assertThat;

import florin.transactions.imports.preview.UploadReader.ReadUpload;
import florin.transactions.imports.text.FileBytes;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** Files with more accounts or messages than are kept. */
class UploadReaderTests {

  private static ReadUpload read(StringBuilder file) {
    return UploadReader.read(
        FileBytes.of(file.toString().getBytes(StandardCharsets.UTF_8)), Map.of());
  }

  @Test
  void limitsTheAccounts() {
    StringBuilder file = new StringBuilder("Date,Description,Amount,Account\n");
    for (int i = 0; i < 1_200; i++) {
      file.append("2026-01-15,A,-1.00,Account ").append(i).append('\n');
    }
    ReadUpload upload = read(file);
    assertThat(upload.rows().rows()).isEqualTo(1_200);
    assertThat(upload.reading().accounts()).hasSize(1_000);
    assertThat(upload.reading().messages().getLast().text()).contains("first 1000 accounts");
  }

  @Test
  void limitsTheMessagesOfCsv() {
    StringBuilder file = new StringBuilder("Date,Description,Amount\n");
    for (int i = 0; i < 1_200; i++) {
      file.append("2026-01-15,A,-1.00,").append("x".repeat(3)).append(",y\n");
    }
    assertLimited(read(file));
  }

  @Test
  void limitsTheMessagesOfQif() {
    StringBuilder file = new StringBuilder("!Type:Bank\n");
    for (int i = 0; i < 1_200; i++) {
      file.append("D01/15/2026\nT-3.00\nPShop\nSA\n$-1.00\n^\n");
    }
    assertLimited(read(file));
  }

  private static void assertLimited(ReadUpload upload) {
    assertThat(upload.rows().rows()).isEqualTo(1_200);
    assertThat(upload.reading().messages()).hasSize(1_001);
    assertThat(upload.reading().messages().getLast().text()).contains("left out: 200");
  }
}
