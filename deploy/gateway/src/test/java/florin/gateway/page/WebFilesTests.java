package florin.gateway.page;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class WebFilesTests {

  @TempDir private Path folder;

  @Test
  void filesOfAFolderReplaceThePackagedOnes() throws Exception {
    Files.createDirectories(folder.resolve("app"));
    Files.writeString(folder.resolve("app/main.js"), "edited");
    Files.writeString(folder.resolve("secret.txt"), "not served");

    var packaged = WebFiles.packaged();
    var files = packaged.with(folder);

    assertThat(files.find("app/main.js").orElseThrow().content()).asString().isEqualTo("edited");
    assertThat(files.find("index.html")).isPresent();
    assertThat(files.find("secret.txt")).isEmpty();
    assertThat(files.find("../app/main.js")).isEmpty();
    assertThat(files.digest()).isNotEqualTo(packaged.digest());
  }

  @Test
  void theDigestIsThatOfNamesAndContents() throws Exception {
    Files.writeString(folder.resolve("a.js"), "1");
    var first = WebFiles.packaged().with(folder).digest();

    assertThat(WebFiles.packaged().with(folder).digest()).isEqualTo(first);
    Files.move(folder.resolve("a.js"), folder.resolve("b.js"));
    assertThat(WebFiles.packaged().with(folder).digest()).isNotEqualTo(first);
  }
}
