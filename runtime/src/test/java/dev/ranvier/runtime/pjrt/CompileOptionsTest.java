package dev.ranvier.runtime.pjrt;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.HexFormat;
import java.util.List;
import org.junit.jupiter.api.Test;

class CompileOptionsTest {
  @Test
  void alwaysStatesReplicasAndPartitions() {
    // 3: { 1: -1, 4: 1, 5: 1, 6: false, 19: false }
    assertThat(HexFormat.of().formatHex(CompileOptions.single().encoded()))
        .isEqualTo("1a14" + "08ffffffffffffffffff01" + "2001" + "2801" + "3000" + "980100");
  }

  @Test
  void namesTheDevicesOfEachPartition() {
    var options = new CompileOptions(2, 2, true, List.of(4, 5, 6, 7));
    // 9: { 1: 2, 2: 2, 3: { 1: 4, 1: 6 }, 3: { 1: 5, 1: 7 } }
    assertThat(HexFormat.of().formatHex(options.encoded()))
        .contains(
            "2002"
                + "2802"
                + "3001"
                + "4a10"
                + "08021002"
                + "1a0408040806"
                + "1a0408050807"
                + "980101");
  }

  @Test
  void rejectsCountsThatMakeNoSense() {
    assertThatThrownBy(() -> new CompileOptions(0, 1, false, List.of()))
        .hasMessage("compile options: replicas 0 and partitions 1 must be 1 or more");
    assertThatThrownBy(() -> new CompileOptions(2, 2, false, List.of(1)))
        .hasMessage("compile options: 2 replicas of 2 partitions need 4 devices, got 1");
  }
}
