/**
 * The protobuf messages that this server uses, in the protobuf language. On the wire only field numbers and types
 * matter, so messages with the same fields share one definition here.
 */
export const messages = /* proto */ `
syntax = "proto3";

message Empty {}

message Uuid {
  message Halves {
    int64 most_significant_bits = 1;
    int64 least_significant_bits = 2;
  }
  oneof form {
    Halves structured = 1;
    string string = 2;
  }
}

message StreamIdentifier { string stream_name = 3; }

message Position {
  uint64 commit_position = 1;
  uint64 prepare_position = 2;
}

// Requests that write.

message WriteOptions {
  StreamIdentifier stream_identifier = 1;
  oneof expected {
    uint64 revision = 2;
    Empty no_stream = 3;
    Empty any = 4;
    Empty stream_exists = 5;
  }
  // Batch appends only: an instant since the Unix epoch, or a duration from now.
  oneof deadline {
    Seconds deadline_instant = 6;
    Seconds deadline_duration = 7;
  }
}

message Seconds {
  int64 seconds = 1;
  int32 nanos = 2;
}

message ProposedMessage {
  Uuid id = 1;
  map<string, string> metadata = 2;
  bytes custom_metadata = 3;
  bytes data = 4;
}

message AppendReq {
  WriteOptions options = 1;
  ProposedMessage proposed_message = 2;
}

message BatchAppendReq {
  Uuid correlation_id = 1;
  WriteOptions options = 2;
  repeated ProposedMessage proposed_messages = 3;
  bool is_final = 4;
}

// Also a tombstone request.
message DeleteReq { WriteOptions options = 1; }

// Responses to writes.

message AppendSuccess {
  oneof revision {
    uint64 current_revision = 1;
    Empty no_stream = 2;
  }
  oneof position_option {
    Position position = 3;
    Empty no_position = 4;
  }
}

message AppendResp {
  message Conflict {
    uint64 current_revision = 6;
    Empty current_no_stream = 7;
    uint64 expected_revision = 8;
    Empty expected_any = 9;
    Empty expected_stream_exists = 10;
    Empty expected_no_stream = 11;
  }
  AppendSuccess success = 1;
  Conflict wrong_expected_version = 2;
}

message BatchAppendResp {
  message Error {
    int32 code = 1;
    string message = 2;
    Details details = 3;
  }
  // A google.protobuf.Any.
  message Details {
    string type_url = 1;
    bytes value = 2;
  }
  Uuid correlation_id = 1;
  Error error = 2;
  AppendSuccess success = 3;
  StreamIdentifier stream_identifier = 4;
}

message DeleteResp {
  Position position = 1;
  Empty no_position = 2;
}

// Details of a failed batch append.

message WrongExpectedVersion {
  uint64 current_revision = 1;
  Empty current_no_stream = 2;
  uint64 expected_revision = 3;
  Empty expected_any = 4;
  Empty expected_stream_exists = 5;
  Empty expected_no_stream = 6;
}

message StreamDeleted { StreamIdentifier stream_identifier = 1; }

message MaximumAppendSizeExceeded { uint32 max_append_size = 1; }

message BadRequest { string message = 1; }

// Reads and subscriptions.

message ReadReq {
  message StreamOptions {
    StreamIdentifier stream_identifier = 1;
    oneof start {
      uint64 revision = 2;
      Empty beginning = 3;
      Empty end = 4;
    }
  }
  message AllOptions {
    oneof start {
      Position position = 1;
      Empty beginning = 2;
      Empty end = 3;
    }
  }
  message Filter {
    message Expression {
      string regex = 1;
      repeated string prefix = 2;
    }
    oneof subject {
      Expression stream = 1;
      Expression type = 2;
    }
    oneof window {
      uint32 max = 3;
      Empty count = 4;
    }
    uint32 checkpoint_interval_multiplier = 5;
  }
  message UuidOption {
    oneof form {
      Empty structured = 1;
      Empty string = 2;
    }
  }
  message Options {
    oneof source {
      StreamOptions stream = 1;
      AllOptions all = 2;
    }
    // 1: backwards.
    int32 direction = 3;
    bool resolve_links = 4;
    oneof extent {
      uint64 count = 5;
      Empty subscription = 6;
    }
    Filter filter = 7;
    UuidOption uuid_option = 9;
  }
  Options options = 1;
}

message ReadResp {
  message RecordedEvent {
    Uuid id = 1;
    StreamIdentifier stream_identifier = 2;
    uint64 stream_revision = 3;
    uint64 prepare_position = 4;
    uint64 commit_position = 5;
    map<string, string> metadata = 6;
    bytes custom_metadata = 7;
    bytes data = 8;
  }
  message ReadEvent {
    RecordedEvent event = 1;
    RecordedEvent link = 2;
    uint64 commit_position = 3;
  }
  message Confirmation { string subscription_id = 1; }
  message StreamNotFound { StreamIdentifier stream_identifier = 1; }
  oneof content {
    ReadEvent event = 1;
    Confirmation confirmation = 2;
    Position checkpoint = 3;
    StreamNotFound stream_not_found = 4;
    Empty caught_up = 8;
  }
}

// What the server is and can do.

message SupportedMethods {
  message Method {
    string method_name = 1;
    string service_name = 2;
    repeated string features = 3;
  }
  repeated Method methods = 1;
  string event_store_server_version = 2;
}

message ClusterInfo {
  message EndPoint {
    string address = 1;
    uint32 port = 2;
  }
  message Member {
    Uuid instance_id = 1;
    int64 time_stamp = 2;
    int32 state = 3;
    bool is_alive = 4;
    EndPoint http_end_point = 5;
  }
  repeated Member members = 1;
}
`;
