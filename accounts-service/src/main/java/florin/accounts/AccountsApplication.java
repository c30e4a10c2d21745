package florin.accounts;

import florin.accounts.account.AccountCodec;
import florin.accounts.institution.InstitutionCodec;
import florin.accounts.user.UserCodec;
import florin.journal.Streams;
import org.springframework.boot.SpringApplication;
import org.springframework.boot.autoconfigure.SpringBootApplication;
import org.springframework.context.annotation.Bean;

@SpringBootApplication
class AccountsApplication {

  @Bean
  Streams streams() {
    return Streams.of(UserCodec.USERS, InstitutionCodec.INSTITUTIONS, AccountCodec.ACCOUNTS);
  }

  public static void main(String[] arguments) {
    SpringApplication.run(AccountsApplication.class, arguments);
  }
}
