package florin.accounts;

import org.springframework.boot.SpringApplication;
import org.springframework.boot.autoconfigure.SpringBootApplication;

@SpringBootApplication
class AccountsApplication {

  public static void main(String[] arguments) {
    SpringApplication.run(AccountsApplication.class, arguments);
  }
}
