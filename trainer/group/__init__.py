"""What the answers of a group say: files of answers as they are downloaded, and the report about them."""
